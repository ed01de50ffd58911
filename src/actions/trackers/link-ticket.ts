/** Links a ticket of another team's tracker to the case. Its address is sealed: it may name a project. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { type TicketWords, ticketsOf } from "../../store/trackers/reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const linkTicket = defineAction({
  deed: "link-ticket",
  title: "Link the ticket",
  summary: "Links a ticket of another team’s tracker to the case.",
  path: "/cases/{caseId}/tickets",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    url: z
      .url({ protocol: /^https?$/, error: "Give the ticket’s whole address, with https://." })
      .max(500)
      .meta({ title: "Address of the ticket" }),
    what: z.string().trim().min(3, "Say what it is for.").max(300).meta({
      title: "What it is for",
      description: "Such as the correction in one branch. Only staff on the case read it.",
    }),
  }),
  async run(context, actor, { caseId, url, what }) {
    return onCase(context, actor, "link-ticket", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const known = await ticketsOf(context, desk.tx, caseId);
      if (known.some((each) => each.url === url)) throw new Refusal("ticket.linked");
      const words: TicketWords = { url, what };
      const ticketId = await desk.record({
        sideId: staffSide,
        type: "ticket.linked",
        body: {},
        text: { key: desk.caseKey, plain: JSON.stringify(words) },
      });
      return { ticketId };
    });
  },
});
