/**
 * Gives a party the address that its answers come to: ours, with a tag that only its letters hold. It is
 * made once; who writes to it is put into that party's thread.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { replyTagOf } from "../../core/mail/reply-address.ts";
import { replyTokenOf } from "../../store/parties/reply-address-reader.ts";
import { insertReplyToken } from "../../store/parties/reply-address-writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const issueReplyAddress = defineAction({
  deed: "issue-reply-address",
  title: "Issue a reply address",
  summary: "Gives a party an address of its own for answers.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
  }),
  async run(context, actor, { caseId, partyId }) {
    return onCase(context, actor, "issue-reply-address", caseId, async (desk) => {
      const known = await replyTokenOf(context, desk.tx, partyId);
      if (known !== undefined) return { token: known };
      const token = replyTagOf(context.randomBytes(16));
      const eventId = await desk.record({
        sideId: staffSide,
        type: "reply-address.issued",
        body: { partyId },
      });
      await insertReplyToken(context, desk.tx, { caseId, partyId, token }, eventId);
      return { token };
    });
  },
});
