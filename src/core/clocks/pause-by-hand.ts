/** Whether a person may pause, resume or explain a promise. Decides only. */
import type { PromiseTerms } from "../policy/promise-terms.ts";
import { Refusal } from "../refusal.ts";
import { type Clock, isRunning } from "./clock.ts";
import { isPast } from "./clock-state.ts";
import { isBroken, type LedgerEntry } from "./ledger.ts";
import { promiseOf } from "./promises.ts";

/**
 * Returns if a person may pause the clock. Refuses what is not ours, is over, paused or overdue
 * already, was agreed with a party, or is owed by somebody else's rule: none of these waits for us.
 */
export function mayPause(
  clock: Clock,
  terms: Pick<PromiseTerms, "basis" | "within"> | undefined,
  now: Date,
): void {
  mustBeOurs(clock);
  if (!isRunning(clock)) throw new Refusal("clock.finished");
  if (clock.pausedAt) throw new Refusal("clock.paused");
  // A coordinator publishes on its own date, stated or not: standing still would lose that date.
  const isTheirDate = promiseOf(clock.promise).to === "coordinator";
  if (terms?.basis === "rule" || isTheirDate) throw new Refusal("clock.by-law");
  if (terms?.within === "agreed") throw new Refusal("clock.agreed");
  if (isPast(clock.dueAt, now)) throw new Refusal("clock.overdue");
}

/** Returns if a person may let the clock run again. */
export function mayResume(clock: Clock): void {
  if (!isRunning(clock)) throw new Refusal("clock.finished");
  if (!clock.pausedAt) throw new Refusal("clock.not-paused");
}

/** Returns if there is a breach of ours to explain. */
export function mayExplain(entry: LedgerEntry): void {
  mustBeOurs(entry);
  if (!isBroken(entry)) throw new Refusal("clock.not-broken");
}

function mustBeOurs({ promise }: Pick<Clock, "promise">): void {
  if (promiseOf(promise).owedBy === "them") throw new Refusal("clock.theirs");
}
