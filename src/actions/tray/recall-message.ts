/**
 * Takes back how a message was sorted: it waits in the tray again, and its clocks run on with the dates
 * that they had. A letter that has left meanwhile is not called back.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { notForUsEvent, recalledEvent } from "../../core/clocks/end-all.ts";
import { kindAfter, mustBeToRecall } from "../../core/mail/tray.ts";
import { newestEventOf } from "../../store/cases/tray-reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { trayStateOf, writeTray } from "./sorting.ts";

export const recallMessage = defineAction({
  deed: "recall-message",
  title: "Back to the tray",
  summary: "Takes back how a message was sorted; its clocks run as they would have.",
  path: "/cases/{caseId}/tray/recall",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return onCase(context, actor, "recall-message", caseId, async (desk) => {
      mustBeToRecall(await trayStateOf(desk));
      const { tray: before } = desk.head;
      const wasAside = before === "not-for-us";
      const takesBack = wasAside
        ? await newestEventOf(desk.tx, caseId, notForUsEvent)
        : await newestEventOf(desk.tx, caseId, "message.kept");
      const back = takesBack ? { takesBack } : {};
      const eventId = await desk.record({
        sideId: staffSide,
        type: recalledEvent,
        body: { before, ...back },
        ...back,
      });
      const change = {
        tray: "new",
        tray_batch: null,
        tray_alarmed_at: null,
        kind: kindAfter("report", desk.head.kind),
        ...(wasAside ? { closed_at: null, close_reason: null } : {}),
      };
      await writeTray(context, desk, change, eventId);
      return { tray: "new" };
    });
  },
});
