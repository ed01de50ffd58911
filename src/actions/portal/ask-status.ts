/** A party asks how its report stands: at most at the cadence of the policy (L-08). The owner is told. */
import { z } from "zod";
import { asksAgainAt } from "../../core/portal/may-ask.ts";
import { newestOf } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import { partyCaseOf } from "../../store/portal/party-case-reader.ts";
import { defineAction } from "../action.ts";
import { say } from "./say.ts";

export const askStatus = defineAction({
  deed: "ask-status",
  title: "Ask how it stands",
  summary: "A party asks how its report stands; the owner of the case is told.",
  path: "/cases/{caseId}/status-requests",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return say(context, actor, "ask-status", caseId, async ({ tx, partyId, said }) => {
      const party = await partyCaseOf(tx, partyId);
      if (!party) throw new Refusal("access.not-found");
      if (party.closedAt) throw new Refusal("case.closed", { reference: party.reference });
      const policy = context.policies.find(({ version }) => version === party.policyVersion);
      const askedAt = newestOf(said, "status")?.at;
      const from = asksAgainAt(policy?.promises["status-update"], askedAt, context.now());
      if (from) throw new Refusal("status.too-soon", { from: from.toISOString().slice(0, 10) });
      return { kind: "status", word: "asked", event: "status.asked" };
    });
  },
});
