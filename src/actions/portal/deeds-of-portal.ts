/** The deeds of a party's own seat, and our answers to them, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { answerConsent } from "./answer-consent.ts";
import { askConsent } from "./ask-consent.ts";
import { askStatus } from "./ask-status.ts";
import { chooseNews } from "./choose-news.ts";
import { confirmAddress } from "./confirm-address.ts";
import { confirmFix } from "./confirm-fix.ts";
import { disputeDecision, withdrawObjection } from "./dispute-decision.ts";
import { inviteToValidate } from "./invite-to-validate.ts";
import { recordSaid } from "./record-said.ts";
import { tellPlan } from "./tell-plan.ts";
import { withdrawConsentRequest } from "./withdraw-consent-request.ts";

export const deedsOfPortal = [
  askStatus,
  askConsent,
  withdrawConsentRequest,
  answerConsent,
  chooseNews,
  tellPlan,
  disputeDecision,
  withdrawObjection,
  recordSaid,
  inviteToValidate,
  confirmFix,
  confirmAddress,
] as const satisfies readonly Action[];
