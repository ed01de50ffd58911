/** How a promise stands, as the Due component shows it: its state and the distance in words. */
import { type Clock, isRunning } from "../../core/clocks/clock.ts";
import { type ClockState, clockStateOf, termsOf } from "../../core/clocks/clock-state.ts";
import { promiseOf } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { OwedNext } from "../../store/cases/queue-reader.ts";
import type { DueProps } from "../../ui/due.tsx";
import { partyWord, promiseWords } from "./case-words.ts";

const minute = 60_000;
const units = [
  ["week", 14 * 1_440 * minute, 7 * 1_440 * minute],
  ["day", 2 * 1_440 * minute, 1_440 * minute],
  ["hour", 2 * 60 * minute, 60 * minute],
  ["minute", 2 * minute, minute],
] as const;

/** "in 3 days", "by 2 hours" once it is past; whole units, rounded down. */
export function distanceWords(now: Date, at: Date): string {
  const length = Math.abs(+at - +now);
  const unit = units.find(([, from]) => length >= from);
  const count = unit ? Math.floor(length / unit[2]) : 1;
  const name = unit?.[0] ?? "minute";
  const words = `${count} ${name}${count === 1 ? "" : "s"}`;
  return at < now ? `by ${words}` : `in ${words}`;
}

/** "2 hours ago", "just now". */
export function agoWords(at: Date, now: Date): string {
  if (+now - +at < 60_000) return "just now";
  return `${distanceWords(now, at).replace(/^by /, "")} ago`;
}

/** Whatever tells a promise that is owed: a clock, an entry of the ledger, a row of a list. */
type Owed = Pick<Clock, "promise" | "dueAt">;

/** How a promise that is owed and not paused stands; what others owe us is never our delay. */
export function owedWords(owed: Owed, state: ClockState, now: Date): StateProps {
  const { dueAt } = owed;
  if (!dueAt) return { state: "open", word: "Owed, no date set" };
  const distance = { at: dueAt, relative: distanceWords(now, dueAt) };
  if (isTheirs(owed)) return { state: "open", word: "Waited for until", ...distance };
  if (state === "overdue") return { state, ...distance };
  return { state: state === "due-soon" ? "soon" : "open", ...distance };
}

type StateProps = Pick<DueProps, "state" | "word" | "at" | "relative">;

function isTheirs({ promise }: Pick<Owed, "promise">): boolean {
  return promiseOf(promise).owedBy === "them";
}

/** What a clock's state needs beside the clock. */
export type Reading = { now: Date; policies: readonly Policy[] };

/** A clock of a case, running or finished; undefined for one that ended without being owed any more. */
export function dueOf(
  clock: Clock,
  at: Reading & { zone: string; owedTo: string },
): DueProps | undefined {
  if (clock.stoppedAt) return undefined;
  const basics = {
    promise: promiseWords[clock.promise],
    owedTo: isTheirs(clock) ? undefined : at.owedTo,
    zone: at.zone,
  };
  const state = clockStateOf(clock, termsOf(at.policies, clock), at.now);
  if (state === "kept") return { ...basics, state, at: clock.metAt };
  if (state === "kept-late") return { ...basics, state: "late", at: clock.metAt };
  if (state === "paused") return { ...basics, state };
  return { ...basics, ...owedWords(clock, state, at.now) };
}

/** What a row of the queue owes next. */
export function dueOfRow(owed: OwedNext, { now, policies }: Reading): DueProps {
  const { pausedAt, ...rest } = owed;
  const clock = { ...rest, ...(pausedAt ? { pausedAt } : {}) };
  const state = clockStateOf(clock, termsOf(policies, owed), now);
  const basics = {
    promise: promiseWords[owed.promise],
    owedTo: !isTheirs(owed) && owed.owedTo ? partyWord(owed.owedTo) : undefined,
  };
  return { ...basics, ...(state === "paused" ? { state } : owedWords(owed, state, now)) };
}

/** The running clock that is due first; paused ones and those without a date come after. */
export function nextOwed(clocks: readonly Clock[]): Clock | undefined {
  const rank = (clock: Clock) =>
    clock.pausedAt ? Number.MAX_VALUE : (clock.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER);
  return clocks.filter(isRunning).sort((a, b) => rank(a) - rank(b))[0];
}
