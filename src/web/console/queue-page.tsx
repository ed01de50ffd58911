/** The queue: what is ours to do, what waits for others, what is closed; the most urgent promise first. */
import type { FastifyInstance } from "fastify";
import { inForceAt } from "../../core/policy/in-force.ts";
import { instantInAddress } from "../../lib/instant-in-address.ts";
import { isUuid } from "../../lib/uuid7.ts";
import {
  type QueueCounts,
  type QueueLane,
  type QueuePage,
  type QueuePlace,
  queueCounts,
  queuePage,
} from "../../store/cases/queue-reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { Tag } from "../../ui/badge.tsx";
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
import { CaseTable } from "./case-table.tsx";
import { type ConsoleRequest, consolePage, NoCases } from "./console-frame.tsx";

const lanes: readonly { lane: QueueLane; label: string }[] = [
  { lane: "ours", label: "Ours to do" },
  { lane: "waiting", label: "Waiting for others" },
  { lane: "closed", label: "Closed" },
];

interface Asked {
  readonly lane: QueueLane;
  /** Only cases that the reader is on by name. */
  readonly mine: boolean;
  readonly after: QueuePlace | null;
  /** Only cases that came by this mailbox. */
  readonly mailbox: string | null;
}

interface Found extends QueuePage {
  readonly counts: QueueCounts;
  readonly names: ReadonlyMap<string, string>;
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
    const asked = askedOf(request.query as Query);
    const found = await findQueue(at, asked);
    const children = <Queue at={at} asked={asked} found={found} />;
    return render(reply, consolePage(at, { ...content, children }));
  });
}

export const listKeys = [
  ["j", "next"],
  ["k", "previous"],
  ["Enter", "open"],
] as const;

type Query = Partial<Record<"lane" | "mine" | "after" | "mailbox", string>>;

/** As the file of mailboxes may name one. */
const mailboxName = /^[a-z0-9][a-z0-9-]{0,39}$/;

function askedOf(query: Query): Asked {
  const lane = lanes.find((each) => each.lane === query.lane)?.lane ?? "ours";
  const mailbox = mailboxName.test(query.mailbox ?? "") ? (query.mailbox ?? null) : null;
  return { lane, mine: query.mine === "yes", after: placeOf(query.after), mailbox };
}

/** "2026-03-20T22:59:59.000Z_<id>"; anything else is the first page. */
function placeOf(text: string | undefined): QueuePlace | null {
  const [due, caseId] = text?.split("_") ?? [];
  if (!due || !caseId || !isUuid(caseId)) return null;
  const dueAt = instantInAddress(due);
  return dueAt || due === "none" ? { dueAt, caseId } : null;
}

type Target = Pick<Asked, "lane" | "mine" | "mailbox"> & { readonly after?: QueuePlace | null };

function hrefOf(asked: Target): string {
  const query = new URLSearchParams();
  if (asked.lane !== "ours") query.set("lane", asked.lane);
  if (asked.mine) query.set("mine", "yes");
  if (asked.mailbox) query.set("mailbox", asked.mailbox);
  if (asked.after) {
    query.set("after", `${asked.after.dueAt?.toISOString() ?? "none"}_${asked.after.caseId}`);
  }
  const text = query.toString();
  return text ? `/console?${text}` : "/console";
}

async function findQueue(at: ConsoleRequest, asked: Asked): Promise<Found> {
  const { context } = at.web;
  const now = context.now();
  const readers = asked.mine ? [at.staff.id] : principalsOf(at.staff);
  return context.transaction(at.staff, async (tx) => {
    const [page, counts] = await Promise.all([
      queuePage(context, tx, readers, asked),
      queueCounts(tx, readers, { now, tomorrow: new Date(+now + dayMs) }),
      takeNotes(tx, at),
    ]);
    const owners = page.rows.flatMap((row) => row.ownerId ?? []);
    return { ...page, counts, names: await namesOf(context, tx, owners) };
  });
}

function capped(count: number): string {
  return count > 99 ? "99+" : String(count);
}

function Queue(props: { at: ConsoleRequest; asked: Asked; found: Found }) {
  const { at, asked, found } = props;
  const { context } = at.web;
  const policy = inForceAt(context.policies, context.now());
  const label = lanes.find((each) => each.lane === asked.lane)?.label ?? "";
  return (
    <>
      <PageHeader
        title="Queue"
        meta={<Urgent counts={found.counts} />}
        actions={
          <>
            <Mailboxes asked={asked} names={context.mailboxes?.map(({ name }) => name) ?? []} />
            <Whose asked={asked} />
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
            // Counted over all mailboxes, so said only there.
            count: asked.mailbox ? undefined : capped(found.counts[lane]),
          }))}
        />
        <CaseTable
          caption={label}
          rows={found.rows}
          names={found.names}
          now={context.now()}
          policy={policy}
          policies={context.policies}
          empty={<Empty asked={asked} />}
        />
        <Pagination
          previous={asked.after ? hrefOf({ ...asked, after: null }) : undefined}
          previousLabel="To the start"
          next={found.next ? hrefOf({ ...asked, after: found.next }) : undefined}
        />
      </Panel>
    </>
  );
}

/** A queue for each mailbox, where several are read (TH-41). */
function Mailboxes(props: { asked: Asked; names: readonly string[] }) {
  const { asked, names } = props;
  if (names.length === 0) return null;
  const tab = (mailbox: string | null, label: string) => ({
    href: hrefOf({ ...asked, mailbox, after: null }),
    label,
    current: asked.mailbox === mailbox,
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
  const { mine } = asked;
  return (
    <Tabs
      label="Whose cases"
      tabs={[
        {
          href: hrefOf({ ...asked, mine: false, after: null }),
          label: "The team’s",
          current: !mine,
        },
        { href: hrefOf({ ...asked, mine: true, after: null }), label: "Mine", current: mine },
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

function Empty(props: { asked: Asked }) {
  const { lane, mine } = props.asked;
  const { title, text } = emptyWords[lane];
  return (
    <EmptyState icon="check" title={mine ? `${title}, of yours` : title}>
      {text}
    </EmptyState>
  );
}
