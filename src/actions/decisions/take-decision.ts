/**
 * How a decision comes to hold: at once, or once a second person confirmed it. Until then nothing
 * follows from it and nobody outside is told.
 */
import { staffSide } from "../../core/cases/sides.ts";
import { needsSecondPerson } from "../../core/decisions/second-person.ts";
import { blanksLeft } from "../../core/letters/blank.ts";
import { Refusal } from "../../core/refusal.ts";
import { type DecisionView, decisionsOf } from "../../store/cases/decision-reader.ts";
import {
  insertDecision,
  type NewDecision,
  settleDecision,
} from "../../store/cases/decision-writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { markOf, mustBeAsOf } from "../as-of.ts";
import type { Desk } from "../on-case.ts";
import { conclusionStands } from "./conclusion-stands.ts";
import { relevancyStands } from "./relevancy-stands.ts";

export interface Taken {
  readonly decisionId: string;
  /** "proposed" where it waits for a second person. */
  readonly state: "decided" | "proposed";
}

/** Reasons are codes; the same decision proposed anew replaces the proposal before it. */
export type Decision = Omit<NewDecision, "reasons" | "standing"> & {
  readonly kind: "relevancy" | "conclusion";
  readonly reasons: readonly string[];
};

/** The mark of what was decided or proposed of that kind: a later decision is not written over unseen. */
export function decidedAs(decisions: readonly DecisionView[], kind: Decision["kind"]): string {
  const mine = decisions.filter((each) => each.kind === kind);
  return markOf(...mine.map(({ decisionId, standing }) => `${decisionId} ${standing}`).sort());
}

/** Refuses with deed.changed where the decision was taken by somebody else since the form was read. */
export async function mustBeAsDecided(
  context: Context,
  { tx, head }: Desk,
  kind: Decision["kind"],
  asOf: string | undefined,
): Promise<void> {
  if (asOf) mustBeAsOf(asOf, decidedAs(await decisionsOf(context, tx, head.caseId), kind));
}

/** Refuses with decision.blank-left where a ready text was not completed. */
export async function takeDecision(
  context: Context,
  desk: Desk,
  decision: Decision,
): Promise<Taken> {
  const [what] = blanksLeft(decision.explanation);
  if (what !== undefined) throw new Refusal("decision.blank-left", { what });
  const { decisionId, kind, outcome } = decision;
  const waits = needsSecondPerson(desk.policy, decision);
  const eventId = waits
    ? await desk.record({
        sideId: staffSide,
        type: "decision.proposed",
        body: { decisionId, kind, outcome },
      })
    : await makeStand(context, desk, decision);
  await replaceProposals(context, desk, kind, eventId);
  const row = { ...decision, reasons: decision.reasons.join(" ") };
  await insertDecision(context, desk, waits ? { ...row, standing: "proposed" } : row, eventId);
  return { decisionId, state: waits ? "proposed" : "decided" };
}

/** Records that it holds, with all that follows from it. The row is the caller's. */
export async function makeStand(
  context: Context,
  desk: Desk,
  decision: Omit<Decision, "explanation">,
): Promise<EventId> {
  return decision.kind === "relevancy"
    ? relevancyStands(context, desk, decision)
    : conclusionStands(context, desk, decision);
}

async function replaceProposals(
  context: Context,
  desk: Desk,
  kind: string,
  eventId: EventId,
): Promise<void> {
  const all = await decisionsOf(context, desk.tx, desk.head.caseId);
  for (const each of all.filter((one) => one.standing === "proposed" && one.kind === kind)) {
    await settleDecision(context, desk.tx, each.decisionId, { standing: "replaced" }, eventId);
  }
}
