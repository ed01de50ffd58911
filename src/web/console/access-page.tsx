/** What an auditor looks through: who signed in, was refused, searched, took something out or opened the vault. */
import type { FastifyInstance } from "fastify";
import { exportAccessRecord } from "../../actions/access/export-access-record.ts";
import { perform } from "../../actions/action.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { csvLine } from "../../lib/csv.ts";
import { instantInAddress } from "../../lib/instant-in-address.ts";
import { isUuid } from "../../lib/uuid7.ts";
import {
  type AccessCursor,
  type AccessFilter,
  type AccessView,
  accessPage,
} from "../../store/access/access-reader.ts";
import { searchedWords } from "../../store/access/searched-words.ts";
import { type PersonView, peopleList } from "../../store/people/reader.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Form } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Select } from "../../ui/select.tsx";
import { Table } from "../../ui/table.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { When } from "../../ui/when.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { type AccessGroup, accessGroups, accessSentence } from "./access-words.ts";
import { type ConsoleRequest, consolePage } from "./console-frame.tsx";

const accessPath = "/console/access";
const pageRows = 50;

interface Query {
  readonly group?: string;
  readonly person?: string;
  readonly from?: string;
  readonly until?: string;
  readonly word?: string;
  readonly after?: string;
  readonly as?: string;
}

interface Found {
  readonly rows: readonly AccessView[];
  readonly next: string | undefined;
  readonly people: readonly PersonView[];
}

export function accessRoutes(app: FastifyInstance, web: WebContext): void {
  app.get(accessPath, async (request, reply) => {
    const staff = await staffOf(request);
    permit(staff, "export-access-record");
    const at = { request, reply, web, staff };
    const query = request.query as Query;
    const found = await find(at, query);
    const children = <AccessList at={at} query={query} found={found} />;
    return render(reply, consolePage(at, { title: "Access", current: accessPath, children }));
  });
  app.get(`${accessPath}/export`, async (request, reply) => {
    const staff = await staffOf(request);
    const query = request.query as Query;
    const filter = filterOf(web, query);
    const { events } = await perform(web.context, exportAccessRecord, staff, {
      kinds: filter.kinds,
      ...(filter.actorId ? { actorId: filter.actorId } : {}),
      ...(filter.from ? { from: filter.from.toISOString() } : {}),
      ...(filter.until ? { until: filter.until.toISOString() } : {}),
      ...(query.word ? { word: query.word.slice(0, 100) } : {}),
    });
    const asCsv = query.as !== "jsonl";
    return reply
      .header("content-disposition", `attachment; filename="access.${asCsv ? "csv" : "jsonl"}"`)
      .header("cache-control", "no-store")
      .type(asCsv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8")
      .send(asCsv ? csvOf(events) : events.map((each) => `${JSON.stringify(each)}\n`).join(""));
  });
}

type Exported = Awaited<ReturnType<typeof exportAccessRecord.run>>["events"];

function csvOf(events: Exported): string {
  const head = ["at", "kind", "what", "actorKind", "actorId", "reference", "body", "accessId"];
  const lines = events.map((each) =>
    csvLine([
      each.at,
      each.kind,
      each.what,
      each.actorKind,
      each.actorId ?? "",
      each.reference ?? "",
      JSON.stringify(each.body),
      each.accessId,
    ]),
  );
  return csvLine(head) + lines.join("");
}

function filterOf(web: WebContext, query: Query): AccessFilter {
  const group = accessGroups[query.group as AccessGroup];
  return {
    kinds: group?.kinds ?? [],
    actorId: isUuid(query.person ?? "") ? (query.person ?? null) : null,
    from: dayOf(query.from, 0),
    until: dayOf(query.until, 1),
    word: query.word ? (searchedWords(web.context, query.word)[0] ?? "-") : null,
  };
}

/** The beginning of a day in UTC, some days on. */
function dayOf(text: string | undefined, days: number): Date | null {
  const start = instantInAddress(`${text}T00:00:00Z`);
  return start && new Date(start.getTime() + days * 86_400_000);
}

async function find({ web, staff }: ConsoleRequest, query: Query): Promise<Found> {
  const [at, accessId = ""] = query.after?.split("_") ?? [];
  const since = instantInAddress(at);
  const after: AccessCursor | null = since && isUuid(accessId) ? { at: since, accessId } : null;
  return web.context.transaction(staff, async (tx) => {
    const found = await accessPage(tx, filterOf(web, query), after, pageRows + 1);
    const rows = found.slice(0, pageRows);
    const last = found.length > pageRows ? rows.at(-1) : undefined;
    return {
      rows,
      next: last && addressOf(query, `${last.at.toISOString()}_${last.accessId}`),
      people: await peopleList(web.context, tx),
    };
  });
}

/** The same list from another place on, or as a file. */
function addressOf(query: Query, after: string | undefined, path = accessPath, as?: string) {
  const { group, person, from, until, word } = query;
  const kept = Object.entries({ group, person, from, until, word, after, as }).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "",
  );
  return `${path}?${new URLSearchParams(kept)}`;
}

function AccessList(props: { at: ConsoleRequest; query: Query; found: Found }) {
  const { at, query, found } = props;
  const { context } = at.web;
  const { zone } = inForceAt(context.policies, context.now()).channels.officeHours;
  const exported = (as: string) => addressOf(query, undefined, `${accessPath}/export`, as);
  return (
    <>
      <PageHeader
        title="Access"
        lede="Who signed in, was refused, searched, took something out or opened the vault. Who read a case stands on the case’s own history."
      />
      <Panel title="What happened">
        <Disclosure summary="Narrow the list" open={isNarrowed(query)}>
          <Filter query={query} people={found.people} />
        </Disclosure>
        <Table
          caption="What happened, newest first"
          captionHidden
          dense
          rows={found.rows}
          rowKey={(row) => row.accessId}
          empty={
            <EmptyState icon="search" title="Nothing on record fits">
              Take a longer time, or another kind.
            </EmptyState>
          }
          columns={[
            { header: "Who", heads: true, cell: (row) => whoOf(row, found.people) },
            { header: "What", cell: (row) => whatOf(row, found.people) },
            { header: "Case", nowrap: true, cell: (row) => caseOf(row) },
            { header: "When", cell: (row) => <When at={row.at} zone={zone} /> },
          ]}
        />
        <Pagination
          previous={query.after ? addressOf(query, undefined) : undefined}
          previousLabel="To the newest"
          next={found.next}
          nextLabel="Older"
        />
        <p>
          Take out what fits: <a href={exported("csv")}>as CSV</a> or{" "}
          <a href={exported("jsonl")}>as JSON lines</a>, at most 20,000 rows. That is recorded too.
        </p>
      </Panel>
    </>
  );
}

function isNarrowed({ group, person, from, until, word }: Query): boolean {
  return [group, person, from, until, word].some(Boolean);
}

function Filter(props: { query: Query; people: readonly PersonView[] }) {
  const { query, people } = props;
  return (
    <Form action={accessPath} method="get" label="Narrow the list">
      <Select
        name="group"
        label="Kind"
        value={query.group}
        emptyLabel="Everything"
        options={Object.entries(accessGroups).map(([value, { label }]) => ({ value, label }))}
      />
      <Select
        name="person"
        label="Person"
        value={query.person}
        emptyLabel="Everybody"
        options={people.map(({ personId, name }) => ({ value: personId, label: name }))}
      />
      <TextField
        name="from"
        label="From"
        size="short"
        placeholder="2026-03-01"
        value={query.from}
        help="A day in UTC, as 2026-03-01."
      />
      <TextField
        name="until"
        label="Until"
        size="short"
        placeholder="2026-03-31"
        value={query.until}
        help="The last day."
      />
      <TextField
        name="word"
        label="Word that was searched"
        value={query.word}
        help="Searches are kept as keyed hashes: ask for a word to see whether somebody looked for it."
      />
      <Button type="submit">Show</Button>
    </Form>
  );
}

/**
 * The person who did it. Accounts and sign-ins are written in the system's name, with whoever asked
 * beside it; who signs in does so themselves.
 */
function doerOf({ kind, actorId, body }: AccessView): unknown {
  if (body.by) return body.by;
  const onAnAccount = kind.startsWith("person.") && kind !== "person.confirmed";
  return onAnAccount ? actorId : (actorId ?? body.personId);
}

function whoOf(row: AccessView, people: readonly PersonView[]): string {
  const doer = doerOf(row);
  const known = people.find(({ personId }) => personId === doer);
  if (known) return known.name;
  if (row.actorKind === "staff") return "A colleague";
  if (row.actorKind === "outsider") return "A party of a case";
  return row.actorKind === "system" ? "Parley itself" : "Somebody unknown";
}

/** The deed, with the name of the person whom it was done to. */
function whatOf(row: AccessView, people: readonly PersonView[]): string {
  const sentence = accessSentence(row);
  const other = people.find(({ personId }) => personId === row.body.personId);
  return other && other.personId !== doerOf(row) ? `${sentence}: ${other.name}` : sentence;
}

/** What they typed, whether it is there or not; a reference only for whoever may see the case. */
function caseOf(row: AccessView) {
  if (row.reference) return <a href={`/console/cases/${row.reference}`}>{row.reference}</a>;
  return typeof row.body.tried === "string" ? row.body.tried : <span class="quiet">–</span>;
}
