/**
 * The intake tray: mail that opened a case and that nobody has looked at, the oldest first. One key or
 * button sorts one message or many, and one takes it back; all of it works without script.
 */
import type { FastifyInstance } from "fastify";
import { type TraySorting, traySortings } from "../../actions/tray/sort-many.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { instantInAddress } from "../../lib/instant-in-address.ts";
import { isUuid } from "../../lib/uuid7.ts";
import {
  notForUsCounts,
  type SortedCase,
  sortedBy,
  type TrayPage,
  type TrayPlace,
  trayPage,
} from "../../store/cases/tray-reader.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { formToken } from "../server/form-token.ts";
import { noteCounts, readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";
import { type JustSorted, SortedNotice } from "./tray-notice.tsx";
import { TrayTable } from "./tray-table.tsx";
import { asideWords } from "./tray-words.ts";

export function trayRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console/tray", async (request, reply) => {
    const staff = await staffOf(request);
    return showTray({ request, reply, web, staff }, (request.query as Query) ?? {});
  });
}

type Query = Partial<Record<"after" | "sorted" | "recalled" | "acknowledged", string>>;

const trayKeys = [
  ["j", "next"],
  ["k", "previous"],
  ["x", "select"],
  ["X", "select all"],
  ["r q l", "report, question, live incident"],
  ["n", "not for us"],
  ["u", "take back"],
  ["Enter", "open"],
] as const;

/** What was put aside is counted over so many days. */
const asideDays = 30;
const dayMs = 86_400_000;

interface Found {
  readonly page: TrayPage;
  readonly after: TrayPlace | null;
  readonly sorted: readonly SortedCase[];
  readonly aside: readonly { reason: string; count: number }[];
}

export async function showTray(at: ConsoleRequest, query: Query, just?: JustSorted) {
  const { web, staff, reply } = at;
  const content = { title: "Intake tray", current: "/console/tray", keys: trayKeys };
  if (!readsCases(staff)) {
    return render(reply, consolePage(at, { ...content, children: <NoCases staff={staff} /> }));
  }
  const { context } = web;
  const batch = just?.batch ?? batchIn(query);
  const found = await context.transaction(staff, async (tx): Promise<Found> => {
    const after = placeOf(query.after);
    await noteCounts(tx, at);
    return {
      after,
      page: await trayPage(context, tx, after),
      sorted: batch === null ? [] : await sortedBy(tx, batch),
      aside: await notForUsCounts(tx, new Date(+context.now() - asideDays * dayMs)),
    };
  });
  const csrf = formToken(at.request, reply, web);
  const notice = <SortedNotice {...{ query, just, batch, csrf }} sorted={found.sorted} />;
  const children = <Tray at={at} found={found} csrf={csrf} />;
  return render(reply, consolePage(at, { ...content, notice, children }));
}

function batchIn({ sorted }: Query): string | null {
  return sorted && isUuid(sorted) ? sorted : null;
}

/** "2026-03-20T22:59:59.000Z_<id>"; anything else is the first page. */
function placeOf(text: string | undefined): TrayPlace | null {
  const [at, caseId] = text?.split("_") ?? [];
  const receivedAt = at ? instantInAddress(at) : undefined;
  return receivedAt && caseId && isUuid(caseId) ? { receivedAt, caseId } : null;
}

function hrefAfter({ receivedAt, caseId }: TrayPlace): string {
  return `/console/tray?after=${receivedAt.toISOString()}_${caseId}`;
}

function mayUseTray(staff: Staff): boolean {
  return isPermitted(staff, "keep-message", { caseId: "", staff: [staff.id], outsiders: [] });
}

function Tray(props: { at: ConsoleRequest; found: Found; csrf: string }) {
  const { at, found, csrf } = props;
  const { context } = at.web;
  const now = context.now();
  const policy = inForceAt(context.policies, now);
  const { rows, next } = found.page;
  return (
    <>
      <PageHeader
        title="Intake tray"
        meta={
          <span>
            Mail that nobody has looked at, the oldest first. The clocks of each run since it came.
          </span>
        }
      />
      <Panel>
        {rows.length === 0 ? (
          <EmptyState icon="check" title="The tray is empty">
            Mail that opens a case appears here by itself, and its clocks begin at once.
          </EmptyState>
        ) : (
          <TrayTable
            rows={rows}
            csrf={csrf}
            now={now}
            zone={zoneOf(policy)}
            maySort={mayUseTray(at.staff)}
          />
        )}
        <Pagination
          previous={found.after ? "/console/tray" : undefined}
          previousLabel="To the start"
          next={next ? hrefAfter(next) : undefined}
        />
      </Panel>
      <Aside counts={found.aside} />
    </>
  );
}

function zoneOf({ channels }: Policy): string {
  return channels.officeHours.zone;
}

/** Counted for staff alone: no public figure holds them. */
function Aside(props: { counts: Found["aside"] }) {
  if (props.counts.length === 0) return null;
  const words = asideWords as Readonly<Record<string, string>>;
  const parts = props.counts.map(
    ({ reason, count }) => `${(words[reason] ?? reason).toLowerCase()}: ${count}`,
  );
  return (
    <p class="meta">
      <span>
        Put aside in the last {asideDays} days as not for us ({parts.join(", ")}). They stand in no
        public figure, and are found again by search or under{" "}
        <a href="/console?lane=closed">Closed</a>.
      </span>
    </p>
  );
}

export function isSorting(text: string): text is TraySorting {
  return traySortings.some((each) => each === text);
}
