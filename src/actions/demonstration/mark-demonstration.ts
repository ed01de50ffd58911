/**
 * Writes into the record how far the demonstration's seeding came: nobody shall take invented cases
 * for lived ones, and a start that was cut short goes on where it ended.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";

export const markDemonstration = defineAction({
  deed: "mark-demonstration",
  title: "Mark the demonstration",
  summary: "Records that invented cases are being made, or that all of them are there.",
  path: null,
  input: z.object({ reached: z.enum(["begun", "seeded"]).meta({ title: "How far it came" }) }),
  async run(context, actor, { reached }) {
    permit(actor, "mark-demonstration");
    if (!context.demonstration) throw new Error("invented cases are for demonstrations only");
    return context.transaction(actor, async (tx) => ({
      eventId: await appendHouseEvent(context, tx, { type: `demonstration.${reached}`, body: {} }),
    }));
  },
});
