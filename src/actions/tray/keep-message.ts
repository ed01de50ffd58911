/** Takes a message out of the tray as what it is: a report, a question, somebody under attack now, a dispute, a leak. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { keptAs, kindAfter, mustBeToKeep } from "../../core/mail/tray.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { trayStateOf, writeTray } from "./sorting.ts";

/** So long the letter to somebody under attack waits for the key that takes it back. */
const takeBackMs = 20_000;

export const keepMessage = defineAction({
  deed: "keep-message",
  title: "Keep the message",
  summary: "Sorts a message of the intake tray: a report, a question, a live incident, and so on.",
  path: "/cases/{caseId}/tray/keeping",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    as: z.enum(keptAs).meta({
      title: "It is",
      description: "A live incident is sent on to those who can act at once.",
    }),
    batch: z.uuid().optional().meta({
      title: "Batch",
      description: "The same id for messages that are sorted together, to take them back together.",
    }),
  }),
  async run(context, actor, { caseId, as, batch }) {
    return onCase(context, actor, "keep-message", caseId, async (desk) => {
      mustBeToKeep(await trayStateOf(desk));
      const eventId = await desk.record({
        sideId: staffSide,
        type: "message.kept",
        body: { as },
      });
      const kind = kindAfter(as, desk.head.kind);
      const change = { tray: "kept", tray_batch: batch ?? null, kind };
      await writeTray(context, desk, change, eventId);
      if (as === "live-incident") {
        const startAfter = new Date(context.now().getTime() + takeBackMs);
        await owe(context, desk.tx, "notify", { caseId, subjectId: eventId, startAfter });
      }
      return { tray: "kept", kind };
    });
  },
});
