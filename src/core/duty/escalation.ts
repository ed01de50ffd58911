/**
 * Who is woken next for a case that nobody takes: one line on call after the other, then the leads of
 * the case, and all of them again. Takes the time as it is given, so a restart changes nothing.
 */

import type { RecordEntry } from "./urgency.ts";

/** What is recorded of one step, and what the next is computed from. */
export interface Step {
  /** Counted from 1; each begins with the first line on call. */
  readonly round: number;
  /** The line on call; 0 for the leads of the case. */
  readonly line: number;
  /** Ids of those who are woken; nobody where there was nobody to wake. */
  readonly people: readonly string[];
}

export interface Escalation {
  /** When somebody should have taken it. */
  readonly dueAt: Date;
  /** What was done since nobody answers for it, the oldest first. */
  readonly steps: readonly (Step & { readonly at: Date })[];
  /** Who is on call now. */
  readonly rota: readonly { readonly line: number; readonly personId: string }[];
  readonly leads: readonly string[];
  /** Minutes between two steps. */
  readonly nextMinutes: number;
}

const leadsLine = 0;

/** After so many rounds without an answer a further mail wakes nobody either. */
export const roundsMax = 3;

/**
 * The steps of the escalation that runs or ended last, as a case's record tells of them since nobody answers
 * for it; the oldest first. Rounds only rise in one, so a lower one began another.
 */
export function stepsSince(record: readonly RecordEntry[], since: Date): (Step & { at: Date })[] {
  const steps = record
    .filter(({ type, at }) => type === "duty.woken" && at >= since)
    // Only the deed that wakes writes such events, and it writes a step: to the type a body is plain JSON.
    .map(({ at, body }) => ({ ...(body as unknown as Step), at }));
  const anew = steps.findLastIndex(({ round }, place) => round < (steps[place - 1]?.round ?? 0));
  return steps.slice(Math.max(0, anew));
}

/** Whether all rounds were gone through in vain, and nobody new is on call. What comes later begins anew. */
export function isSpent(found: Escalation): boolean {
  const last = found.steps.at(-1);
  if (!last || last.round < roundsMax) return false;
  return nextStep(found, new Date(+last.at + found.nextMinutes * 60_000)) === undefined;
}

/** Whether nothing is left to do for a case with that record, whoever is on call by now. */
export function isOver(record: readonly RecordEntry[], since: Date): boolean {
  const last = stepsSince(record, since).at(-1);
  if (!last || last.line !== leadsLine || last.round < roundsMax) return false;
  return !record.some(({ type, at }) => !type.startsWith("duty.") && at > last.at);
}

/** The step that is due now; undefined where none is, or none is left. */
export function nextStep(found: Escalation, now: Date): Step | undefined {
  const last = found.steps.at(-1);
  const dueAt = last ? +last.at + found.nextMinutes * 60_000 : +found.dueAt;
  if (+now < dueAt) return undefined;
  if (!last) return stepIn(found, 1, leadsLine);
  if (last.line !== leadsLine) {
    const step = stepIn(found, last.round, last.line);
    if (step.people.length > 0) return step;
  }
  return last.round < roundsMax && found.leads.length + found.rota.length > 0
    ? stepIn(found, last.round + 1, leadsLine)
    : undefined;
}

/** The next line after that one which has somebody who was not woken in the round; else the leads. */
function stepIn({ rota, leads, steps }: Escalation, round: number, after: number): Step {
  const woken = new Set(
    steps.filter((step) => step.round === round).flatMap(({ people }) => people),
  );
  const fresh = rota.filter(({ line, personId }) => line > after && !woken.has(personId));
  if (fresh.length === 0) {
    return { round, line: leadsLine, people: leads.filter((id) => !woken.has(id)) };
  }
  const line = Math.min(...fresh.map((each) => each.line));
  const people = fresh.filter((each) => each.line === line).map(({ personId }) => personId);
  return { round, line, people: [...new Set(people)] };
}
