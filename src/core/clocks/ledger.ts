/**
 * The ledger of promises: what is owed, kept and broken, with what the policy says of each.
 * Reads clocks as they stand; never turns one, and never names who asks.
 */
import type { Policy } from "../policy/policy.ts";
import { type Basis, type PromiseTerms, type Wording, wordingOf } from "../policy/promise-terms.ts";
import type { Text } from "../policy/text.ts";
import type { Clock } from "./clock.ts";
import { type ClockState, clockStateOf, isPast, termsOf } from "./clock-state.ts";
import { type Moves, missedAt } from "./missed-date.ts";
import type { PromiseClock } from "./promise-clock.ts";
import { type PromiseId, promiseOf } from "./promises.ts";

/** Why a promise was broken, as the party to whom it was owed is told. */
export type Breach = { explainedAt: Date; reason: string };

/** A clock with its id and, where one was given, the reason why its promise was broken. */
export type LedgerClock = Clock & { clockId: string; breach?: Breach };

/** One promise to one party about one subject, and what became of it. */
export type LedgerEntry = {
  clockId: string;
  promise: PromiseId;
  subjectId: string;
  /** Side or principal to whom it is owed; for a promise of theirs, who owes it. */
  owedTo: string;
  to: PromiseClock["to"];
  owedBy: PromiseClock["owedBy"];
  /** Whose number it is. */
  basis: Basis;
  /** How its number may be spoken of outside. */
  wording: Wording;
  /** What the organisation's own text says of it. */
  says?: Text;
  requirements: readonly string[];
  /** The version of the policy by which it runs. */
  policyVersion: number;
  startedAt: Date;
  /** Null where nobody set a number: owed all the same, but never overdue. */
  dueAt: Date | null;
  /** Dates that held before, the oldest first. */
  formerDues: Clock["formerDues"];
  /** The spans in which it stood still, where they are known. */
  pauses?: Clock["pauses"];
  warnedAt?: Date;
  pausedAt?: Date;
  state: ClockState;
  metAt?: Date;
  /** Id of the event that kept it: the evidence. */
  metBy?: string;
  stoppedAt?: Date;
  /** Id of the event that ended it without its being kept. */
  stoppedBy?: string;
  breach?: Breach;
};

/**
 * Every promise of a case: what is owed first (overdue, due soon, open, paused; each by due time),
 * then what is finished, newest first. `policies` are the versions that the clocks run by; a
 * promise that its version does not make is told with no number.
 */
export function ledgerOf(
  policies: readonly Pick<Policy, "version" | "promises">[],
  clocks: readonly LedgerClock[],
  now: Date,
): LedgerEntry[] {
  return clocks
    .map((clock) => {
      return entryOf(clock, termsOf(policies, clock), now);
    })
    .sort(inOrder);
}

/**
 * Whether a promise of ours was not kept in time: overdue, kept late, ended after its time had
 * passed, or given another date only then. What others owe us is never our breach.
 */
export function isBroken(entry: Pick<LedgerEntry, "owedBy" | "state"> & Times & Moves): boolean {
  if (entry.owedBy === "them") return false;
  if (entry.state === "overdue" || entry.state === "kept-late") return true;
  if (missedAt(entry)) return true;
  return entry.state === "stopped" && isPast(entry.dueAt, entry.pausedAt ?? entry.stoppedAt);
}

/** Whether it still waits for something. */
export function isOwed(entry: Pick<LedgerEntry, "state">): boolean {
  return owedOrder.includes(entry.state);
}

type Times = Pick<LedgerEntry, "dueAt" | "pausedAt" | "stoppedAt">;

const owedOrder: readonly ClockState[] = ["overdue", "due-soon", "open", "paused"];

function entryOf(clock: LedgerClock, terms: PromiseTerms | undefined, now: Date): LedgerEntry {
  const { pausedMs: _ms, ...kept } = clock;
  const { to, owedBy, requirements } = promiseOf(clock.promise);
  return {
    ...kept,
    to,
    owedBy,
    basis: terms?.basis ?? "target",
    wording: wordingHere(clock, terms),
    ...(terms?.says === undefined ? {} : { says: terms.says }),
    requirements: [...new Set([...requirements, ...(terms?.requirements ?? [])])],
    state: clockStateOf(clock, terms, now),
  };
}

/** Whether there is a number to speak of is the clock's to say: bands and agreements differ. */
function wordingHere(clock: Clock, terms: PromiseTerms | undefined): Wording {
  if (!terms || !clock.dueAt) return "unsaid";
  return wordingOf({ ...terms, within: "agreed" });
}

function inOrder(a: LedgerEntry, b: LedgerEntry): number {
  const [ofA, ofB] = [rankOf(a), rankOf(b)];
  if (ofA !== ofB) return ofA - ofB;
  const byTime = isOwed(a) ? dueTime(a) - dueTime(b) : endTime(b) - endTime(a);
  return byTime || (a.clockId < b.clockId ? -1 : 1);
}

function rankOf({ state }: LedgerEntry): number {
  const place = owedOrder.indexOf(state);
  return place < 0 ? owedOrder.length : place;
}

// Not Infinity: two entries without a date would differ by NaN.
function dueTime({ dueAt }: LedgerEntry): number {
  return dueAt ? +dueAt : Number.MAX_SAFE_INTEGER;
}

function endTime({ metAt, stoppedAt }: LedgerEntry): number {
  return +(metAt ?? stoppedAt ?? 0);
}
