/** The queue: what is ours to do, what waits for others, what is closed; the most urgent promise first. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { type QueueFilter, wordsOfFilter } from "../../core/cases/queue-filter.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { entitiesOfFilter, entityCalled } from "../../store/cases/filter-lookups-reader.ts";
import { type QueueAnswer, queueFor } from "../../store/cases/filtered-queue-reader.ts";
import { type QueueCounts, type QueueLane, queueCounts } from "../../store/cases/queue-reader.ts";
import { namesOf, type PersonView, peopleList } from "../../store/people/reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { Tag } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { takeNotes } from "../server/console-notes.ts";
import { formToken } from "../server/form-token.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { CaseTable } from "./case-table.tsx";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";
import { loadPath } from "./load-page.tsx";
import { pulseOf } from "./pulse-route.ts";
import { type Asked, askedOf, hrefOf, type Query } from "./queue-address.ts";
import {
  type DoneBulk,
  DoneNotice,
  Pick,
  QueueForm,
  RefusedNotice,
  type SentBulk,
} from "./queue-bulk.tsx";
import { doneIn } from "./queue-done.ts";
import { FilterPanel } from "./queue-filter-panel.tsx";
import { mayRule, RulingLink } from "./ruling-link.tsx";
import { SavedFilters } from "./saved-filters.tsx";

const lanes: readonly { lane: QueueLane; label: string }[] = [
  { lane: "ours", label: "Ours to do" },
  { lane: "waiting", label: "Waiting for others" },
  { lane: "closed", label: "Closed" },
];

interface Found extends QueueAnswer {
  readonly entities: readonly string[];
  readonly counts: QueueCounts;
  readonly names: ReadonlyMap<string, string>;
  /** Whom cases can be given to; nobody where the reader gives none away. */
  readonly colleagues: readonly PersonView[];
  readonly done: DoneBulk;
}

const dayMs = 86_400_000;

export function queueRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console", { config: { takesNotes: true } }, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const content = { title: "Queue", current: "/console", keys: listKeys };
    if (!readsCases(staff)) {
      await web.context.transaction(staff, (tx) => takeNotes(tx, at));
      return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
    }
    return showQueue(at, askedOf(request.query as Query));
  });
}

/** Shows the queue; with `sent`, the form that was not done whole keeps its words and ticks. */
export async function showQueue(
  at: ConsoleRequest,
  said: Asked,
  sent?: SentBulk,
): Promise<FastifyReply> {
  const found = await findQueue(at, said);
  const asked = asSpelt(said, found.entities);
  const csrf = formToken(at.request, at.reply, at.web);
  const keys = mayAssign(at) ? [...listKeys, ...pickKeys] : listKeys;
  const pulse = sent ? undefined : pulseOf(at.web.context.now());
  const content = { title: "Queue", current: "/console", keys, pulse };
  const children = <Queue {...{ at, asked, found, csrf, sent }} />;
  return render(at.reply, consolePage(at, { ...content, children }), sent ? 422 : 200);
}

/** The entity as it is spelt, so that its form and its address say the same. */
function asSpelt(asked: Asked, entities: readonly string[]): Asked {
  const entity = asked.filter.entity && entityCalled(entities, asked.filter.entity);
  return entity ? { ...asked, filter: { ...asked.filter, entity } } : asked;
}

const pickKeys = [
  ["x", "select"],
  ["X", "select all"],
  ["t", "take"],
  ["u", "take back"],
] as const;

/** Whoever could on a case of their own; on which cases is asked at each of them. */
function mayAssign({ staff }: ConsoleRequest): boolean {
  return isPermitted(staff, "release-case", { caseId: "", staff: [staff.id], outsiders: [] });
}

export const listKeys = [
  ["j", "next"],
  ["k", "previous"],
  ["Enter", "open"],
] as const;

async function findQueue(at: ConsoleRequest, asked: Asked): Promise<Found> {
  const { context } = at.web;
  const now = context.now();
  const { staff } = at;
  const readers = asked.mine ? [staff.id] : principalsOf(staff);
  const { owner } = asked.filter;
  return context.transaction(staff, async (tx) => {
    const { takesNotes } = at.request.routeOptions.config;
    const [page, counts, people, entities, done] = await Promise.all([
      queueFor(context, tx, readers, { ...asked, personId: staff.id, now }),
      queueCounts(tx, readers, { now, tomorrow: new Date(+now + dayMs) }),
      mayAssign(at) ? peopleList(context, tx) : [],
      entitiesOfFilter(context, tx),
      doneIn(at, tx),
      takesNotes && takeNotes(tx, at),
    ]);
    const ids = [...page.rows.map(({ ownerId }) => ownerId ?? ""), owner ?? ""].filter(isUuid);
    const known = new Map(people.map(({ personId, name }) => [personId, name]));
    const names = mayAssign(at) ? known : await namesOf(context, tx, ids);
    const colleagues = people.filter(({ disabledAt, roles }) => !disabledAt && isHandler(roles));
    return { ...page, entities, counts, names, colleagues, done };
  });
}

function capped(count: number): string {
  return count > 99 ? "99+" : String(count);
}

/** An administrator or auditor answers for no case. */
function isHandler(roles: PersonView["roles"]): boolean {
  return !roles.includes("administrator") && !roles.includes("auditor");
}

interface QueueProps {
  readonly at: ConsoleRequest;
  readonly asked: Asked;
  readonly found: Found;
  readonly csrf: string;
  readonly sent: SentBulk | undefined;
}

function Queue(props: QueueProps) {
  const { at, asked, found, csrf, sent } = props;
  const { context } = at.web;
  const policy = inForceAt(context.policies, context.now());
  const label = lanes.find((each) => each.lane === asked.lane)?.label ?? "";
  const mailboxes = context.mailboxes?.map(({ name }) => name) ?? [];
  const isFiltered = wordsOfFilter(asked.filter).length > 0;
  return (
    <>
      <PageHeader
        title="Queue"
        meta={<Urgent counts={found.counts} />}
        actions={
          <>
            <Mailboxes asked={asked} names={mailboxes} />
            <Whose asked={asked} />
            {mayAssign(at) && (
              <LinkButton look="quiet" href={loadPath}>
                Load
              </LinkButton>
            )}
            <RulingLink staff={at.staff} />
          </>
        }
      />
      <Panel>
        <Tabs
          label="Lanes"
          tabs={lanes.map(({ lane, label: text }) => ({
            href: hrefOf({ ...asked, lane, after: null }),
            label: text,
            current: lane === asked.lane,
            // Counted over all cases, so said only there.
            count: isFiltered ? undefined : capped(found.counts[lane]),
          }))}
        />
        <SavedFilters request={at.request} asked={asked} />
        <FilterPanel
          asked={asked}
          policy={policy}
          versions={[...new Set(context.policies.map(({ version }) => version))]}
          mailboxes={mailboxes}
          names={found.names}
          entities={found.entities}
          nothingCalled={found.unknown}
        />
        {sent && <RefusedNotice sent={sent} csrf={csrf} back={hrefOf(asked)} />}
        {!sent && <DoneNotice done={found.done} csrf={csrf} back={hrefOf(asked)} />}
        <Rows {...props} label={label} policy={policy} />
        <LookedAt lookedAt={found.lookedAt} />
        <Pagination
          previous={asked.after ? hrefOf({ ...asked, after: null }) : undefined}
          previousLabel="To the start"
          next={found.next ? hrefOf({ ...asked, after: found.next }) : undefined}
          nextLabel={found.lookedAt === null ? undefined : "Look further"}
        />
      </Panel>
    </>
  );
}

function Rows(props: QueueProps & { label: string; policy: Policy }) {
  const { at, asked, found, csrf, sent, label, policy } = props;
  const { context } = at.web;
  const picks = mayAssign(at) && asked.lane !== "closed" && found.rows.length > 0;
  const table = (
    <CaseTable
      caption={label}
      rows={found.rows}
      names={found.names}
      now={context.now()}
      policy={policy}
      policies={context.policies}
      empty={<Empty asked={asked} isFiltered={wordsOfFilter(asked.filter).length > 0} />}
      before={
        picks
          ? (row) => <Pick row={row} picked={sent?.picked.has(row.caseId) ?? false} />
          : undefined
      }
    />
  );
  if (!picks) return table;
  return (
    <QueueForm
      csrf={csrf}
      back={hrefOf(asked)}
      colleagues={found.colleagues}
      policy={policy}
      rules={mayRule(at.staff)}
      sent={sent}
    >
      {table}
    </QueueForm>
  );
}

/** A queue for each mailbox, where several are read (TH-41). */
function Mailboxes(props: { asked: Asked; names: readonly string[] }) {
  const { asked, names } = props;
  if (names.length === 0) return null;
  const { mailbox: current = null, ...others } = asked.filter;
  const tab = (mailbox: string | null, label: string) => ({
    href: hrefOf({ ...asked, filter: mailbox ? { ...others, mailbox } : others, after: null }),
    label,
    current: current === mailbox,
  });
  return (
    <Tabs
      label="Mailboxes"
      tabs={[tab(null, "All ways in"), ...names.map((name) => tab(name, name))]}
    />
  );
}

function Whose(props: { asked: Asked }) {
  const { asked } = props;
  const { owner, ...others } = asked.filter;
  const nobodys = owner === "nobody";
  const tab = (label: string, mine: boolean, filter: QueueFilter, current: boolean) => ({
    href: hrefOf({ ...asked, mine, filter, after: null }),
    label,
    current,
  });
  return (
    <Tabs
      label="Whose cases"
      tabs={[
        tab("The team’s", false, others, !asked.mine && !nobodys),
        tab("Mine", true, others, asked.mine),
        tab("Without an owner", false, { ...others, owner: "nobody" }, !asked.mine && nobodys),
      ]}
    />
  );
}

function Urgent(props: { counts: QueueCounts }) {
  const { overdue, withinDay } = props.counts;
  return (
    <>
      {overdue > 0 ? (
        <Tag tone="danger" icon="alert">
          {capped(overdue)} overdue
        </Tag>
      ) : (
        <Tag tone="success" icon="check">
          Nothing is overdue
        </Tag>
      )}
      {withinDay > 0 && (
        <Tag tone="warning" icon="clock">
          {capped(withinDay)} due within a day
        </Tag>
      )}
      <span>The most urgent promise comes first.</span>
    </>
  );
}

const emptyWords: Readonly<Record<QueueLane, { title: string; text: string }>> = {
  ours: {
    title: "Nothing is ours to do",
    text: "New reports come in by themselves and appear here with their first promise.",
  },
  waiting: {
    title: "Nobody else is waited for",
    text: "A case moves here while a question to somebody outside is open.",
  },
  closed: { title: "No case is closed yet", text: "Closed cases stay here and can be reopened." },
};

function Empty(props: { asked: Asked; isFiltered: boolean }) {
  const { asked, isFiltered } = props;
  if (isFiltered) {
    return (
      <EmptyState icon="search" title="No case here fits the filter">
        Another lane may have some.{" "}
        <a href={hrefOf({ ...asked, filter: {}, after: null })}>Clear the filter</a>
      </EmptyState>
    );
  }
  const { title, text } = emptyWords[asked.lane];
  return (
    <EmptyState icon="check" title={asked.mine ? `${title}, of yours` : title}>
      {text}
    </EmptyState>
  );
}

/** Where a filter left off: what fits may lie behind. */
function LookedAt({ lookedAt }: { lookedAt: number | null }) {
  if (lookedAt === null) return null;
  return (
    <p class="quiet">
      The {lookedAt.toLocaleString("en")} most urgent of the cases behind this point were looked at;
      more may fit further on.
    </p>
  );
}
