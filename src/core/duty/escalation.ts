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

/** The steps that a case's record tells of since nobody answers for it, the oldest first. */
export function stepsSince(record: readonly RecordEntry[], since: Date): (Step & { at: Date })[] {
  return (
    record
      .filter(({ type, at }) => type === "duty.woken" && at >= since)
      // Only the deed that wakes writes such events, and it writes a step: to the type a body is plain JSON.
      .map(({ at, body }) => ({ ...(body as unknown as Step), at }))
  );
}

/** Whether no step is left, whoever is on call by now. */
export function isOver(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  return last !== undefined && last.line === leadsLine && last.round >= roundsMax;
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
