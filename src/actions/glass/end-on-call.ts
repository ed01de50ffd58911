/** Ends a period on call before its time. */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { endOnCall as end } from "../../store/glass/writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";

export const endOnCall = defineAction({
  deed: "end-on-call",
  title: "End it now",
  summary: "Ends a period on call before its time.",
  path: "/on-call/{onCallId}/end",
  input: z.object({ onCallId: z.uuid().meta({ title: "Period" }) }),
  async run(context, actor, { onCallId }) {
    permit(actor, "end-on-call");
    return asKeeperOfPeople(context, async (tx) => {
      if (!(await end(context, tx, onCallId))) throw new Refusal("on-call.unknown");
      const body = { onCallId, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "on-call.ended", body });
      return { onCallId };
    });
  },
});
