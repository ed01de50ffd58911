/** Finds cases by whole words and references. What a reader may not see is not found, nor counted. */
import type { FastifyInstance } from "fastify";
import { recordSearch } from "../../actions/access/record-search.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { type QueueRow, queueRowsOf } from "../../store/cases/queue-reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import { findCases, foundMax } from "../../store/search/case-finder-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath } from "./at-case.ts";
import { CaseTable } from "./case-table.tsx";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";
import { listKeys } from "./queue-page.tsx";

interface Found {
  /** The case whose reference was typed, and nothing else. */
  readonly exactly: string | undefined;
  readonly rows: readonly QueueRow[];
  readonly names: ReadonlyMap<string, string>;
}

export function searchRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console/search", async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const query = ((request.query as { q?: string }).q ?? "").trim().slice(0, 500);
    const content = { title: "Search", current: "/console", keys: listKeys, query };
    if (!readsCases(staff)) {
      return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
    }
    const found = await find(at, query);
    if (query) {
      const hits = found.exactly ? 1 : found.rows.length;
      await recordSearch(web.context, staff, query, hits);
    }
    if (found.exactly) return seeOther(reply, casePath(found.exactly));
    const children = <Results at={at} query={query} found={found} />;
    return render(reply, consolePage(at, { ...content, children }));
  });
}

async function find(at: ConsoleRequest, query: string): Promise<Found> {
  const { context } = at.web;
  return context.transaction(at.staff, async (tx) => {
    const exactly = await referenceOf(at, tx, query);
    if (exactly) return { exactly, rows: [], names: new Map() };
    const rows = await queueRowsOf(context, tx, await findCases(context, tx, query));
    const owners = rows.flatMap((row) => row.ownerId ?? []);
    return { exactly: undefined, rows, names: await namesOf(context, tx, owners) };
  });
}

/** A reference that was typed whole leads straight to its case, for whoever may read it. */
async function referenceOf(at: ConsoleRequest, tx: Tx, query: string): Promise<string | undefined> {
  if (!/^[a-z]+-\d{4}-\d+$/i.test(query)) return undefined;
  const head = await headOf(tx, query.toUpperCase());
  const membership = head && (await membershipOf(tx, head.caseId));
  return isPermitted(at.staff, "read-case", membership) ? head?.reference : undefined;
}

function Results(props: { at: ConsoleRequest; query: string; found: Found }) {
  const { query, found } = props;
  const { context } = props.at.web;
  const policy = inForceAt(context.policies, context.now());
  const { length } = found.rows;
  return (
    <>
      <PageHeader
        title={query ? `Search for “${query}”` : "Search"}
        lede={length > 0 ? countWords(length) : undefined}
      />
      <Panel>
        <CaseTable
          caption="Cases found"
          rows={found.rows}
          names={found.names}
          now={context.now()}
          policy={policy}
          policies={context.policies}
          empty={<NothingFound query={query} />}
        />
      </Panel>
    </>
  );
}

function countWords(count: number): string {
  if (count === foundMax)
    return `The latest ${count} cases with these words. More words narrow it.`;
  return count === 1 ? "One case." : `${count} cases, the latest first.`;
}

function NothingFound(props: { query: string }) {
  return (
    <EmptyState
      icon="search"
      title={
        props.query ? "No case of yours holds all of these words" : "Type words or a reference"
      }
    >
      Words are matched whole, without regard to capitals and accents: “gateway” finds a gateway and
      not gateways. References such as CVE-2026-1234 work too.
    </EmptyState>
  );
}
