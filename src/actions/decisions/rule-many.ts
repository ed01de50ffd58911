/**
 * Does the deeds of a ruling on many cases: one deed for each, so that one refusal stops no other. Says
 * which were done and which were not, and why.
 */
import { rulingCasesMax } from "../../core/decisions/ruling.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Ruled } from "../../store/cases/ruling-reader.ts";
import type { Context } from "../../store/context.ts";
import { perform } from "../action.ts";
import { type DoneForCases, eachCase } from "../each-case.ts";
import { approveDecision } from "./approve-decision.ts";
import { closeCase } from "./close-case.ts";
import { ruleOnCase } from "./rule-on-case.ts";
import { takeBackRuling } from "./take-back-ruling.ts";

/** Refuses with ruling.too-many; what is wrong with the ruling itself is refused at its first case. */
export async function ruleMany(
  context: Context,
  actor: Actor,
  caseIds: readonly string[],
  ruling: {
    readonly rulingId: string;
    readonly reasons: readonly string[];
    readonly explanation: string;
    /** Name of a class of the policy that gets one automatic answer and no other; "" for none. */
    readonly noReplyClass: string;
  },
): Promise<DoneForCases> {
  if (caseIds.length > rulingCasesMax) {
    throw new Refusal("ruling.too-many", { most: rulingCasesMax });
  }
  return eachCase(caseIds, (caseId) => perform(context, ruleOnCase, actor, { caseId, ...ruling }));
}

/** What to do with the cases of a ruling afterwards. */
export const rulingSteps = ["take-back", "confirm", "close"] as const;
export type RulingStep = (typeof rulingSteps)[number];

export function stepForRuling(
  context: Context,
  actor: Actor,
  ruled: readonly Ruled[],
  { step, rulingId }: { readonly step: RulingStep; readonly rulingId: string },
): Promise<DoneForCases> {
  const of = new Map(ruled.map((each) => [each.caseId, each.decisionId]));
  return eachCase([...of.keys()], async (caseId) => {
    if (step === "take-back") return takeBackRuling.run(context, actor, { caseId, rulingId });
    if (step === "close") return closeCase.run(context, actor, { caseId, reason: "not-relevant" });
    return approveDecision.run(context, actor, { caseId, decisionId: of.get(caseId) ?? "" });
  });
}
