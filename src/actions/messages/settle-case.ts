/** Brings clocks and head up to date after a party's own deed, whose side cannot reach them. */
import { z } from "zod";
import { waitingOf } from "../../store/clocks/waiting-reader.ts";
import { eventOf } from "../../store/events/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const settleCase = defineAction({
  deed: "settle-case",
  title: "Settle a case",
  summary: "Brings clocks and head up to date after a party's deed.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    eventId: z.uuid().meta({ title: "What the party did" }),
  }),
  async run(context, actor, { caseId, eventId }) {
    return onCase(context, actor, "settle-case", caseId, async (desk) => {
      const event = await eventOf(desk.tx, eventId);
      if (event?.type !== "message.received") return { settled: false };
      const question = await waitingOf(desk.tx, caseId, event.sideId);
      const partySide = { sideId: event.sideId, owedTo: event.sideId };
      // Any word from a party ends the waiting for it; an analyst asks again where it was no answer.
      await desk.record({
        ...partySide,
        type: question ? "question.answered" : "message.noticed",
        body: { about: eventId, ...(question ? { question } : {}) },
        by: "person",
      });
      return { settled: true };
    });
  },
});
