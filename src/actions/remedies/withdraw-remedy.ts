/** Takes a planned remedy back: it will not come. Whoever was told its date is told that, with the reason. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { mustBePlanned } from "../../core/remedies/remedy.ts";
import { owe } from "../../store/outbox/writer.ts";
import { changeRemedy } from "../../store/remedies/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { owedTo, remedyOf } from "./on-remedy.ts";

export const withdrawRemedy = defineAction({
  deed: "withdraw-remedy",
  title: "Withdraw the remedy",
  summary: "Takes a planned remedy back; whoever was told its date is told that, with the reason.",
  path: "/cases/{caseId}/remedies/{remedyId}/withdrawal",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    remedyId: z.uuid().meta({ title: "Remedy" }),
    reason: z.string().trim().min(10, "Say in a sentence why it will not come.").max(4_000).meta({
      title: "Why it will not come",
      description: "The reporter reads it, where a date was told.",
    }),
  }),
  async run(context, actor, { caseId, remedyId, reason }) {
    return onCase(context, actor, "withdraw-remedy", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const before = await remedyOf(context, desk, remedyId);
      mustBePlanned(before);
      const formerly = before.promisedFor?.toISOString() ?? null;
      const eventId = await desk.record({
        sideId: staffSide,
        type: "remedy.withdrawn",
        body: { remedyId, kind: before.kind, formerly },
        text: { key: desk.caseKey, plain: reason },
        ...(await owedTo(desk, remedyId)),
      });
      const change = { withdrawnAt: context.now(), withdrawalReason: reason };
      await changeRemedy(context, desk, before, change, eventId);
      if (formerly) await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      await owe(context, desk.tx, "tell-followers", { caseId, subjectId: eventId });
      return { remedyId };
    });
  },
});
