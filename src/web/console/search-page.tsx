/** Finds cases by whole words, references and operators. What a reader may not see is not found, nor counted. */

import type { FastifyInstance } from "fastify";
import { recordSearch } from "../../actions/access/record-search.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { parseSearch, searchText } from "../../core/search/query.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { asksForPeople, maySearchPeople } from "../../store/search/party-finder-reader.ts";
import { answerSearch, type SearchAnswer } from "../../store/search/search-reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { takeNotes } from "../server/console-notes.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { CaseTable } from "./case-table.tsx";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";
import { listKeys } from "./queue-page.tsx";

export function searchRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console/search", { config: { takesNotes: true } }, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const asked = request.query as { q?: string; after?: string };
    const query = (asked.q ?? "").trim().slice(0, 500);
    const content = { title: "Search", current: "/console", keys: listKeys, query };
    if (!readsCases(staff)) {
      await web.context.transaction(staff, (tx) => takeNotes(tx, at));
      return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
    }
    const after = isUuid(asked.after ?? "") ? (asked.after ?? null) : null;
    const [found] = await web.context.transaction(staff, (tx) =>
      Promise.all([
        answerSearch(web.context, tx, staff, { text: query, after }),
        takeNotes(tx, at),
      ]),
    );
    if (query) {
      const hits = found.exactly ? [found.exactly] : found.rows;
      const caseIds = hits.map(({ caseId }) => caseId);
      await recordSearch(web.context, staff, query, { caseIds, byPeople: found.byPeople });
    }
    if (found.exactly) return seeOther(reply, casePath(found.exactly.reference));
    const children = <Results at={at} query={query} found={found} />;
    return render(reply, consolePage(at, { ...content, children }));
  });
}

function Results(props: { at: ConsoleRequest; query: string; found: SearchAnswer }) {
  const { query, found } = props;
  const { context } = props.at.web;
  const policy = inForceAt(context.policies, context.now());
  const next =
    found.next && `/console/search?${new URLSearchParams({ q: query, after: found.next })}`;
  return (
    <>
      <PageHeader
        title={query ? <SearchedFor query={query} /> : "Search"}
        lede={found.rows.length > 0 ? countWords(found) : undefined}
      />
      <Problems problems={found.problems} />
      <Panel>
        <CaseTable
          caption="Cases found"
          rows={found.rows}
          names={found.names}
          now={context.now()}
          policy={policy}
          policies={context.policies}
          empty={<NothingFound query={query} found={found} />}
        />
        {found.lookedAt !== null && (
          <p class="quiet">
            {found.lookedAt.toLocaleString("en")} cases were looked at; older ones may fit as well.
          </p>
        )}
        <Pagination
          next={next || undefined}
          nextLabel={found.lookedAt === null ? "Older ones" : "Look further"}
        />
        <ByPeople staff={props.at.staff} query={query} />
        <HowToSearch open={found.rows.length === 0} />
      </Panel>
    </>
  );
}

function SearchedFor({ query }: { query: string }) {
  return (
    <>
      Search for “<AsWritten text={query} />”
    </>
  );
}

function countWords({ rows, next }: SearchAnswer): string {
  if (next !== null) return `${rows.length} cases, the latest first; there may be older ones.`;
  return rows.length === 1 ? "One case." : `${rows.length} cases, the latest first.`;
}

function Problems({ problems }: Pick<SearchAnswer, "problems">) {
  if (problems.length === 0) return null;
  return (
    <Notice tone="warning" live title="Nothing was searched: a part was not understood">
      <ul>
        {problems.map(({ operator, value, takes }) => (
          <li key={operator}>
            <code>
              {operator}:<AsWritten text={value} />
            </code>
            : {takes}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function NothingFound({ query, found }: { query: string; found: SearchAnswer }) {
  if (found.problems.length > 0) {
    return <EmptyState icon="search" title="Correct it above and search again" />;
  }
  return (
    <EmptyState
      icon="search"
      title={query ? "No case of yours fits all of it" : "Type words or a reference"}
    >
      Words are matched whole, without regard to capitals and accents: “gateway” finds a gateway and
      not gateways. References such as CVE-2026-1234 work too.
    </EmptyState>
  );
}

const examples: readonly { readonly text: string; readonly finds: string }[] = [
  { text: "owner:nobody is:open", finds: "open cases that nobody answers for; also me, or a name" },
  { text: 'product:"OmniGate 9000"', finds: "cases in which this product is recorded" },
  { text: "cve:CVE-2026-12345", finds: "cases that know this id" },
  { text: "after:2026-03-01 before:2026-04-01", finds: "opened in March, by our office’s days" },
  {
    text: "due:overdue severity:critical",
    finds: "overdue ones of this level; also day, week, none",
  },
  { text: "kind:question waiting:us", finds: "questions that wait for us" },
  { text: "label:zero-day", finds: "those with this label" },
  { text: "entity:none is:open", finds: "open cases that no entity has; also an entity’s name" },
  {
    text: 'party:"Reporter B"',
    finds: "those with a second reporter; also a kind, such as vendor",
  },
  { text: "stage:analysis restart", finds: "those in analysis that hold the word" },
];

/**
 * Words find no name: that they do is asked for by itself, since a hit tells who somebody is as opening the
 * vault does.
 */
function ByPeople({ staff, query }: { staff: ConsoleRequest["staff"]; query: string }) {
  const { words, terms } = parseSearch(query);
  const asked = asksForPeople(terms);
  if (!maySearchPeople(staff) || (words === "" && !asked)) return null;
  if (asked) {
    return (
      <p class="quiet">
        Searched by who parties are. It is on record, with the cases that were found.
      </p>
    );
  }
  const q = searchText({ words: "", terms: { ...terms, party: words.replaceAll('"', "") } });
  return (
    <p class="quiet">
      Names, handles and addresses of parties are not among these words.{" "}
      <a href={`/console/search?${new URLSearchParams({ q })}`}>Look for them there</a>: you prove
      that it is you, and it is on record.
    </p>
  );
}

function HowToSearch({ open }: { open: boolean }) {
  return (
    <Disclosure summary="What the search understands" open={open}>
      <dl class="search-help">
        {examples.map(({ text, finds }) => (
          <div key={text}>
            <dt>
              <a href={`/console/search?${new URLSearchParams({ q: text })}`}>
                <code>{text}</code>
              </a>
            </dt>
            <dd>{finds}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
