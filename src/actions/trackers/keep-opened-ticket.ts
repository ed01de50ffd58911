/** Keeps which ticket a tracker opened for us. Done twice, it changes nothing more. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { type TicketWords, ticketRecordOf } from "../../store/trackers/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const keepOpenedTicket = defineAction({
  deed: "keep-opened-ticket",
  title: "Keep which ticket was opened",
  summary: "Keeps the ticket that a tracker opened for the case.",
  path: null,
  input: z.object({
    caseId: z.uuid(),
    askedId: z.uuid(),
    id: z.string().min(1).max(100),
    url: z.url({ protocol: /^https?$/ }).max(500),
  }),
  async run(context, actor, { caseId, askedId, id, url }) {
    return onCase(context, actor, "keep-opened-ticket", caseId, async (desk) => {
      const { asked } = await ticketRecordOf(context, desk.tx, caseId);
      const found = asked.find((each) => each.askedId === askedId);
      if (!found) return { ticketId: null };
      const { tracker, what } = found;
      const words: TicketWords = { url, what, opened: { tracker, id } };
      const ticketId = await desk.record({
        sideId: staffSide,
        type: "ticket.linked",
        body: { asked: askedId },
        text: { key: desk.caseKey, plain: JSON.stringify(words) },
      });
      return { ticketId };
    });
  },
});
