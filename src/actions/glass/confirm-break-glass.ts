/**
 * A lead lets a colleague break the glass, as the second person. Answers alike whether the case
 * exists or not: the lead may be on no such case either.
 */
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
import { openGlass } from "./open-glass.ts";

export const confirmBreakGlass = defineAction({
  deed: "confirm-break-glass",
  title: "Confirm",
  summary: "Lets a colleague open a case for some hours, as the second person.",
  path: "/break-glass/{requestId}/confirm",
  input: z.object({ requestId: z.uuid().meta({ title: "Request" }) }),
  async run(context, actor, { requestId }) {
    permit(actor, "confirm-break-glass");
    const by = staffIdOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      const request = await lockGlassRequest(context, tx, requestId);
      if (!request) throw new Refusal("glass.unknown");
      mustBeOpenRequest(request, by, context.now());
      await answerGlassRequest(context, tx, requestId, { state: "confirmed", by, reason: null });
      const body = { requestId, by };
      await appendHouseEvent(context, tx, { type: "glass.confirmed", body });
      const { reference, reason, hours, askedBy: personId } = request;
      await openGlass(context, tx, { reference, reason, hours, personId, confirmedBy: by });
      return { requestId, state: "confirmed" };
    });
  },
});
