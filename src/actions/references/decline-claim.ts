/** Says that a mail is not of the case that it names: it stays with the case that it opened. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { claimsOn } from "../../store/claims/reader.ts";
import { settleClaim } from "../../store/claims/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const declineClaim = defineAction({
  deed: "decline-claim",
  title: "It is not of this case",
  summary: "Says that a mail which names the case is not of it.",
  path: "/cases/{caseId}/claims/{claimId}/decline",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    claimId: z.uuid().meta({ title: "Mail that names the case" }),
  }),
  async run(context, actor, { caseId, claimId }) {
    return onCase(context, actor, "decline-claim", caseId, async ({ tx, record }) => {
      const claim = (await claimsOn(tx, caseId)).find((each) => each.claimId === claimId);
      if (!claim) throw new Refusal("claim.unknown");
      if (claim.state === "joined") throw new Refusal("claim.joined");
      const { fromCaseId, partyId, messageId } = claim;
      const body = { claimId, fromCaseId };
      const eventId = await record({ sideId: staffSide, type: "mail.declined", body });
      const outcome = {
        state: "declined",
        partyId,
        messageId,
        settledBy: staffIdOf(actor),
      } as const;
      await settleClaim(context, tx, claimId, outcome, eventId);
      return { claimId };
    });
  },
});
