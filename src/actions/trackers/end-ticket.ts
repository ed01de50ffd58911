/** Says what became of a linked ticket. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { ticketEnds, ticketRecordOf } from "../../store/trackers/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const endTicket = defineAction({
  deed: "end-ticket",
  title: "Save what became of it",
  summary: "Says what became of a linked ticket.",
  path: "/cases/{caseId}/tickets/{ticketId}/end",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    ticketId: z.uuid().meta({ title: "Ticket" }),
    how: z.enum(ticketEnds).meta({
      title: "What became of it",
      words: { done: "It is done", dropped: "It was dropped" },
    }),
  }),
  async run(context, actor, { caseId, ticketId, how }) {
    return onCase(context, actor, "end-ticket", caseId, async (desk) => {
      const { tickets, asked } = await ticketRecordOf(context, desk.tx, caseId);
      const found = tickets.find((each) => each.ticketId === ticketId);
      // One that no tracker opened yet can be dropped: then none will.
      const isAsked = asked.some(({ askedId }) => askedId === ticketId);
      if (!found && !isAsked) throw new Refusal("ticket.unknown");
      if (found?.end) throw new Refusal("ticket.ended");
      const body = { ticket: ticketId, how };
      await desk.record({ sideId: staffSide, type: "ticket.ended", body });
      return { ticketId };
    });
  },
});
