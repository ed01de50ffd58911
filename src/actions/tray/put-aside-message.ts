/**
 * Puts a message aside that is not for us: nobody is owed an answer, its clocks end, and no public
 * figure counts it. It can be found and taken back at any time.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { notForUsEvent } from "../../core/clocks/end-all.ts";
import { mustBeToPutAside, notForUsReasons } from "../../core/mail/tray.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { trayStateOf, writeTray } from "./sorting.ts";

export const putAsideMessage = defineAction({
  deed: "put-aside-message",
  title: "Not for us",
  summary:
    "Puts a message aside that owes no answer: spam, advertising, or sent to the wrong place.",
  path: "/cases/{caseId}/tray/putting-aside",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    reason: z.enum(notForUsReasons).meta({ title: "Why it is not for us" }),
    batch: z.uuid().optional().meta({
      title: "Batch",
      description: "The same id for messages that are sorted together, to take them back together.",
    }),
  }),
  async run(context, actor, { caseId, reason, batch }) {
    return onCase(context, actor, "put-aside-message", caseId, async (desk) => {
      mustBeToPutAside(await trayStateOf(desk));
      const eventId = await desk.record({
        sideId: staffSide,
        type: notForUsEvent,
        body: { reason },
      });
      const closed = { closed_at: context.now(), close_reason: reason };
      const change = { ...closed, tray: "not-for-us", tray_batch: batch ?? null };
      await writeTray(context, desk, change, eventId);
      return { tray: "not-for-us", closedAt: context.now().toISOString() };
    });
  },
});
