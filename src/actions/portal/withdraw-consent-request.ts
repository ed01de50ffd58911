/** A party no longer asks for consent to publish; our promise to answer ends unowed (TH-18). */
import { z } from "zod";
import { openConsent } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import { defineAction } from "../action.ts";
import { say } from "./say.ts";

export const withdrawConsentRequest = defineAction({
  deed: "withdraw-consent-request",
  title: "I no longer ask",
  summary: "A party takes back its request for consent to publish.",
  path: "/cases/{caseId}/consent-requests/withdraw",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return say(context, actor, "withdraw-consent-request", caseId, ({ said }) => {
      const open = openConsent(said);
      if (!open) throw new Refusal("consent.none");
      const { aboutId } = open;
      return { kind: "consent", word: "withdrawn", event: "consent.taken-back", aboutId };
    });
  },
});
