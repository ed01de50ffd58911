/** The forms of a reporter's seat, drawn from the deeds themselves. */
import type { Action } from "../../actions/action.ts";
import { formOf } from "../../actions/form-of.ts";
import { askConsent } from "../../actions/portal/ask-consent.ts";
import { confirmFix } from "../../actions/portal/confirm-fix.ts";
import { disputeDecision } from "../../actions/portal/dispute-decision.ts";
import { tellPlan } from "../../actions/portal/tell-plan.ts";

const formed = (action: unknown) => formOf(action as Action);

export const seatForms = {
  "ask-consent": formed(askConsent),
  "tell-plan": formed(tellPlan),
  "confirm-fix": formed(confirmFix),
  "dispute-decision": formed(disputeDecision),
} as const;
