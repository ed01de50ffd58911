/** Records something that an analysis rests on: the event and the row. Nothing follows from it by itself. */
import { staffSide } from "../../core/cases/sides.ts";
import type { DecisionKind } from "../../core/decisions/decision.ts";
import type { Actor } from "../../core/people/actor.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { insertDecision } from "../../store/cases/decision-writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import type { Desk } from "../on-case.ts";

export interface Examined {
  readonly kind: Extract<
    DecisionKind,
    "others-affected" | "reproduction" | "credibility" | "breach-note" | "standing"
  >;
  readonly outcome: string;
  readonly words: string;
  /** Codes. */
  readonly signs?: readonly string[];
  readonly details?: Readonly<Record<string, string>>;
}

export async function recordExamined(
  context: Context,
  desk: Desk,
  actor: Actor,
  found: Examined,
): Promise<{ readonly decisionId: string; readonly eventId: EventId }> {
  const { kind, outcome, words, signs = [], details } = found;
  const decisionId = context.newId();
  const eventId = await desk.record({
    sideId: staffSide,
    type: `${kind}.recorded`,
    body: { decisionId, outcome },
  });
  const decision = { decisionId, kind, outcome, reasons: signs.join(" "), explanation: words };
  const whole = { ...decision, decidedBy: staffIdOf(actor), details };
  await insertDecision(context, desk, whole, eventId);
  return { decisionId, eventId };
}
