/**
 * Asks for a ticket in another team's tracker. A task opens it with neutral words alone; what it is for
 * stays here, sealed.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { owe } from "../../store/outbox/writer.ts";
import { type AskedWords, ticketRecordOf } from "../../store/trackers/reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const openTicket = defineAction({
  deed: "open-ticket",
  title: "Open the ticket",
  summary:
    "Opens a ticket in another team’s tracker: reference, day and link, and no word of the case.",
  path: "/cases/{caseId}/tickets/opened",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    tracker: z.string().trim().min(1, "Choose a tracker.").max(40).meta({ title: "Tracker" }),
    what: z.string().trim().min(3, "Say what it is for.").max(300).meta({
      title: "What it is for",
      description: "Stays here: only staff on the case read it, and nobody in the tracker.",
    }),
  }),
  async run(context, actor, { caseId, tracker, what }) {
    return onCase(context, actor, "open-ticket", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const isKnown = context.trackers?.some(({ name }) => name === tracker);
      if (!isKnown) throw new Refusal("tracker.unknown");
      const { asked } = await ticketRecordOf(context, desk.tx, caseId);
      if (asked.some((each) => each.tracker === tracker)) throw new Refusal("ticket.asked");
      const words: AskedWords = { tracker, what };
      const askedId = await desk.record({
        sideId: staffSide,
        type: "ticket.asked",
        body: {},
        text: { key: desk.caseKey, plain: JSON.stringify(words) },
      });
      await owe(context, desk.tx, "open-ticket", { caseId, subjectId: askedId });
      return { askedId };
    });
  },
});
