/** Records that duty goes from one person to the next, with notes that both read and nobody else. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { insertHandOver } from "../../store/duty/hand-over-writer.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { isColleague, mayTakeDuty } from "../../store/people/reader.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";

export const handOver = defineAction({
  deed: "hand-over",
  title: "Hand over",
  summary: "Records that you hand duty over to a colleague, with your notes.",
  path: "/hand-overs",
  input: z.object({
    toId: z.uuid("Say to whom.").meta({ title: "To" }),
    notes: z
      .string()
      .trim()
      .min(1, "Write what the next one has to know, or that there is nothing.")
      .max(20_000)
      .meta({
        title: "Notes",
        description: "You and the next one read them, and nobody else.",
      }),
  }),
  async run(context, actor, { toId, notes }) {
    permit(actor, "hand-over");
    const fromId = staffIdOf(actor);
    if (toId === fromId) throw new Refusal("hand-over.self");
    return asKeeperOfPeople(context, async (tx) => {
      if (!(await isColleague(tx, toId))) throw new Refusal("person.unknown");
      if (!(await mayTakeDuty(tx, toId))) throw new Refusal("on-call.role");
      const handOverId = await insertHandOver(context, tx, { fromId, toId, notes });
      const body = { handOverId, toId, by: fromId };
      await appendHouseEvent(context, tx, { type: "duty.handed-over", body });
      return { handOverId };
    });
  },
});
