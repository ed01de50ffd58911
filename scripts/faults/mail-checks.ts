/**
 * What must hold of mail once nothing waits any more: all that was taken is there, all that was owed
 * has left, and what came twice has a reason. Reads, and writes nothing.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { RunningContext } from "../../test/support/running-context.ts";
import { changedOriginals } from "../crash/originals.ts";
import type { Arrival } from "./faulty-sink.ts";
import type { MailAccount } from "./mail-traffic.ts";

/** Nothing may wait for so long without anything becoming less: a put-off mail waits its time. */
const standstillMs = 240_000;

export async function drained({ admin }: RunningContext): Promise<string[]> {
  let least = Number.POSITIVE_INFINITY;
  let movedAt = performance.now();
  for (;;) {
    const { rows } = await admin.query<{ mails: number; reports: number; effects: number }>(
      `select (select count(*)::int from inbox where state = 'new') as reports,
              (select count(*)::int from outbox where task <> 'check-sender') as effects,
              (select count(*)::int from deliveries where state in ('owed', 'delayed')) as mails`,
    );
    const { mails = 0, reports = 0, effects = 0 } = rows[0] ?? {};
    const left = mails + reports + effects;
    if (left === 0) return [];
    const now = performance.now();
    if (left < least) [least, movedAt] = [left, now];
    if (now - movedAt > standstillMs) {
      return [`${mails} mails, ${reports} reports and ${effects} effects wait, and nothing moves`];
    }
    await pause(500);
  }
}

/** Every mail that 250 was said to is stored once, byte for byte, and made one case. */
export async function wrongIn(db: RunningContext, { taken }: MailAccount): Promise<string[]> {
  const mails = taken.map(({ raw }) => ({ raw, encrypted: false }));
  const nothing = { reports: [], deeds: [], releases: [], surprises: [] };
  const changed = await changedOriginals(db, { ...nothing, mails });
  const { rows } = await db.admin.query<{ stored: number; cases: number }>(
    `select (select count(*)::int from inbox where channel = 'mail') as stored,
            (select count(*)::int from cases) as cases`,
  );
  const { stored = 0, cases = 0 } = rows[0] ?? {};
  const handed = new Set(taken.map(({ raw }) => raw.toString("latin1"))).size;
  return [
    ...changed,
    ...(stored === handed ? [] : [`${handed} mails were taken, ${stored} are stored`]),
    ...(cases === handed ? [] : [`${handed} mails were taken, ${cases} cases were made`]),
  ];
}

interface StoredDelivery {
  readonly mailId: string;
  readonly messageId: string;
  readonly template: string | null;
  readonly state: string;
  readonly code: string | null;
  readonly unsure: number;
}

export interface OutAccount {
  readonly wrong: readonly string[];
  readonly sent: number;
  /** Message-IDs that came more than once, and the arrivals beyond the first. */
  readonly twice: number;
  readonly beyond: number;
  /** Of those: the line broke in place of an answer; the process died before it was noted. */
  readonly cut: number;
  readonly killed: number;
  /** Tries without an answer whose mail came once all the same. */
  readonly unsureOnce: number;
}

/** Every mail owed has left, and each further arrival of the same Message-ID is explained. */
export async function accountOfOut(
  { admin }: RunningContext,
  account: MailAccount,
  { arrivals, kills }: { arrivals: readonly Arrival[]; kills: readonly number[] },
): Promise<OutAccount> {
  const { rows } = await admin.query<StoredDelivery>(
    `select d.mail_id as "mailId", d.message_id as "messageId", m.template, d.state, d.code,
            coalesce(d.unsure_tries, 0) as unsure
       from deliveries d join messages m using (message_id)`,
  );
  const came = Map.groupBy(arrivals, ({ mailId }) => mailId);
  const known = new Set(rows.map(({ mailId }) => mailId));
  const each = rows.map((row) => judged(row, came.get(row.mailId) ?? [], kills));
  const sum = (of: (one: (typeof each)[number]) => number) =>
    each.reduce((total, one) => total + of(one), 0);
  return {
    wrong: [
      ...each.flatMap(({ wrong }) => wrong),
      ...unanswered(account, rows, arrivals),
      ...[...came.keys()].filter((id) => !known.has(id)).map((id) => `${id} belongs to nothing`),
    ],
    sent: rows.filter(({ state }) => state === "sent").length,
    twice: each.filter(({ cut, killed }) => cut + killed > 0).length,
    beyond: sum(({ cut, killed }) => cut + killed),
    cut: sum(({ cut }) => cut),
    killed: sum(({ killed }) => killed),
    unsureOnce: sum(({ unsureOnce }) => unsureOnce),
  };
}

function judged(row: StoredDelivery, came: readonly Arrival[], kills: readonly number[]) {
  const { mailId, state, code, unsure } = row;
  const wrong: string[] = [];
  if (state !== "sent") wrong.push(`${mailId} is ${state} (${code})`);
  if (came.length === 0) wrong.push(`${mailId} is recorded as ${state} and never came`);
  if (new Set(came.map(({ to }) => to)).size > 1) wrong.push(`${mailId} came to two people`);
  const [cut, killed] = [0, 0];
  const found = { cut, killed };
  came.slice(0, -1).forEach((arrival, at) => {
    const again = came[at + 1]?.takenAt ?? 0;
    if (arrival.cut) found.cut += 1;
    else if (kills.some((kill) => kill >= arrival.takenAt && kill <= again)) found.killed += 1;
    else wrong.push(`${mailId} came again and nothing had gone wrong in between`);
  });
  // People are shown each try that nobody knows the end of: as many as there were, or more.
  if (unsure < came.length - 1) {
    wrong.push(`${mailId} came ${came.length} times, and ${unsure} tries are said to be unsure`);
  }
  return { wrong, ...found, unsureOnce: Math.max(0, unsure - (came.length - 1)) };
}

/** Whoever our mail server vouches for is acknowledged once; what a colleague wrote is owed once. */
function unanswered(
  { taken, written }: MailAccount,
  rows: readonly StoredDelivery[],
  arrivals: readonly Arrival[],
): string[] {
  const reached = new Set(arrivals.map(({ to }) => to));
  const owed = new Set(rows.map(({ messageId }) => messageId));
  const acknowledged = rows.filter(({ template }) => template === "acknowledgement").length;
  const proven = taken.filter(({ way }) => way === "lmtp");
  return [
    ...proven
      .filter(({ from }) => !reached.has(from))
      .map(({ from }) => `${from} was answered 250 and never acknowledged`),
    ...written.filter((id) => !owed.has(id)).map((id) => `the message ${id} is owed to nobody`),
    ...(acknowledged === proven.length
      ? []
      : [
          `${proven.length} mails are to be acknowledged, ${acknowledged} acknowledgements are owed`,
        ]),
  ];
}
