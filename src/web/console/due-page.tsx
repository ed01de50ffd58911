/** What is due: overdue first, then today, then this week, across the cases that the reader may see. */
import type { FastifyInstance } from "fastify";
import { dueUntil } from "../../core/clocks/due-section.ts";
import type { HouseClock } from "../../core/clocks/house-clocks.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { instantInAddress } from "../../lib/instant-in-address.ts";
import { isUuid } from "../../lib/uuid7.ts";
import {
  type DueAsked,
  type DuePage,
  type DuePlace,
  duePage,
} from "../../store/clocks/due-reader.ts";
import { reviewsOwed } from "../../store/glass/reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { staffOf } from "../server/actor-of.ts";
import { render } from "../server/answers.ts";
import { takeNotes } from "../server/console-notes.ts";
import { readsCases } from "../server/frame-counts.ts";
import type { WebContext } from "../server/web-context.ts";
import { type Channels, ChannelsPanel, channelsFor } from "./channels-panel.tsx";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";
import { DueTables } from "./due-table.tsx";
import { HouseDue, houseDue } from "./house-due.tsx";
import { listKeys } from "./queue-page.tsx";
import { ReviewsDue } from "./reviews-due.tsx";

const owners = ["all", "mine", "nobody"] as const;
type Whose = (typeof owners)[number];

const whoseWords: Readonly<Record<Whose, string>> = {
  all: "The team’s",
  mine: "Mine",
  nobody: "Without an owner",
};

interface Asked {
  readonly whose: Whose;
  readonly after: DuePlace | null;
}

interface Found extends DuePage {
  readonly house: readonly HouseClock[];
  readonly channels: Channels | null;
  readonly reviews: Awaited<ReturnType<typeof reviewsOwed>>;
  readonly names: ReadonlyMap<string, string>;
}

export function dueRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/console/due", { config: { takesNotes: true } }, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const content = { title: "Due", current: "/console/due", keys: listKeys };
    if (!readsCases(staff)) {
      await web.context.transaction(staff, (tx) => takeNotes(tx, at));
      const children = (
        <>
          <NoCases staff={staff} />
          <ChannelsPanel
            channels={await channelsFor(web.context, staff)}
            now={web.context.now()}
            zone={zoneNow(at)}
          />
        </>
      );
      return render(reply, consolePage(at, { ...content, children }));
    }
    const asked = askedOf(request.query as Query);
    const found = await findDue(at, asked);
    const children = <DueList at={at} asked={asked} found={found} />;
    return render(reply, consolePage(at, { ...content, children }));
  });
}

type Query = Partial<Record<"whose" | "after", string>>;

function askedOf(query: Query): Asked {
  const whose = owners.find((each) => each === query.whose) ?? "all";
  return { whose, after: placeOf(query.after) };
}

/** "2026-03-20T22:59:59.000Z_<id>"; anything else is the first page. */
function placeOf(text: string | undefined): DuePlace | null {
  const [due, caseId] = text?.split("_") ?? [];
  const dueAt = instantInAddress(due);
  return dueAt && caseId && isUuid(caseId) ? { dueAt, caseId } : null;
}

function hrefOf({ whose, after }: Asked): string {
  const query = new URLSearchParams();
  if (whose !== "all") query.set("whose", whose);
  if (after) query.set("after", `${after.dueAt.toISOString()}_${after.caseId}`);
  const text = query.toString();
  return text ? `/console/due?${text}` : "/console/due";
}

async function findDue(at: ConsoleRequest, asked: Asked): Promise<Found> {
  const { context } = at.web;
  const until = dueUntil(context.now(), zoneNow(at));
  const [house, channels] = asked.after
    ? [[], null]
    : await Promise.all([houseDue(at.web), channelsFor(context, at.staff)]);
  return context.transaction(at.staff, async (tx) => {
    const [page, reviews] = await Promise.all([
      duePage(context, tx, { ...ownerOf(at, asked.whose), until, after: asked.after }),
      reviewsOwed(tx),
      takeNotes(tx, at),
    ]);
    const ids = page.cases.flatMap(({ ownerId }) => ownerId ?? []);
    return {
      ...page,
      ...{ house, channels },
      reviews,
      names: await namesOf(context, tx, ids),
    };
  });
}

/** An owner is a member by name, so their own cases are found by their own name alone. */
function ownerOf({ staff }: ConsoleRequest, whose: Whose): Pick<DueAsked, "owner" | "readers"> {
  if (whose === "mine") return { owner: { id: staff.id }, readers: [staff.id] };
  return { owner: whose, readers: principalsOf(staff) };
}

function zoneNow({ web }: ConsoleRequest): string {
  const { context } = web;
  return inForceAt(context.policies, context.now()).channels.officeHours.zone;
}

function DueList(props: { at: ConsoleRequest; asked: Asked; found: Found }) {
  const { at, asked, found } = props;
  const now = at.web.context.now();
  return (
    <>
      <PageHeader
        title="Due"
        meta={
          <span>What is overdue, due today, and due within a week: every promise of a case.</span>
        }
        actions={
          <Tabs
            label="Whose cases"
            tabs={owners.map((whose) => ({
              href: hrefOf({ whose, after: null }),
              label: whoseWords[whose],
              current: whose === asked.whose,
            }))}
          />
        }
      />
      <HouseDue clocks={found.house} now={now} zone={zoneNow(at)} />
      <ChannelsPanel channels={found.channels} now={now} zone={zoneNow(at)} />
      <ReviewsDue reviews={found.reviews} now={now} zone={zoneNow(at)} />
      {found.cases.length + found.reviews.length === 0 && (
        <Panel>
          <Empty asked={asked} more={found.next !== null} />
        </Panel>
      )}
      <DueTables
        cases={found.cases}
        names={found.names}
        now={now}
        policies={at.web.context.policies}
        zone={zoneNow(at)}
      />
      <Pagination
        previous={asked.after ? hrefOf({ ...asked, after: null }) : undefined}
        previousLabel="To the start"
        next={found.next ? hrefOf({ ...asked, after: found.next }) : undefined}
      />
      <p>
        What owes nothing with a date, such as a finding of our own, never stands here:{" "}
        <a href="/console?due=none">the cases without a date</a> are in the queue.
      </p>
    </>
  );
}

function Empty(props: { asked: Asked; more: boolean }) {
  const { asked, more } = props;
  if (more) {
    return (
      <EmptyState icon="search" title="None among the most urgent cases">
        Further cases are due; look on with “Next”.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="check" title="Nothing is due within a week">
      {asked.whose === "mine" ? "None of your cases owes anybody anything until then." : undefined}
    </EmptyState>
  );
}
