/** A lead says no to a colleague who wants to break the glass, and why. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { mustBeOpenRequest } from "../../core/people/break-glass.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockGlassRequest } from "../../store/glass/reader.ts";
import { answerGlassRequest } from "../../store/glass/writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { reasonField } from "../people/reason-field.ts";

export const declineBreakGlass = defineAction({
  deed: "decline-break-glass",
  title: "Decline",
  summary: "Says no to a colleague who wants to break the glass.",
  path: "/break-glass/{requestId}/decline",
  input: z.object({
    requestId: z.uuid().meta({ title: "Request" }),
    reason: reasonField("Why not", "Say why not, and what they can do instead."),
  }),
  async run(context, actor, { requestId, reason }) {
    permit(actor, "decline-break-glass");
    const by = staffIdOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      const request = await lockGlassRequest(context, tx, requestId);
      if (!request) throw new Refusal("glass.unknown");
      mustBeOpenRequest(request, by, context.now());
      await answerGlassRequest(context, tx, requestId, { state: "declined", by, reason });
      await appendHouseEvent(context, tx, { type: "glass.declined", body: { requestId, by } });
      return { requestId, state: "declined" };
    });
  },
});
