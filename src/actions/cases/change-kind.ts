/** Says that a case is of another kind than it was taken for, with the reason (ALE-22). */
import { z } from "zod";
import { caseKinds } from "../../core/cases/case-facts.ts";
import { mustBeToChange } from "../../core/cases/change-kind.ts";
import { kindTitles } from "../../core/cases/kinds.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { keptByWork } from "../tray/sorting.ts";

export const changeKind = defineAction({
  deed: "change-kind",
  title: "Change what it is",
  summary: "Says that a case is of another kind, with the reason; what it owes follows.",
  path: "/cases/{caseId}/kind",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    kind: z.enum(caseKinds, "Choose what it is.").meta({
      title: "What it is",
      description: "What the case owes next follows from it. Promises that run go on.",
      words: kindTitles,
    }),
    reason: reasonField("Reason", "Say what shows that it is of that kind."),
  }),
  async run(context, actor, { caseId, kind, reason }) {
    return onCase(context, actor, "change-kind", caseId, async (desk) => {
      mustBeOpen(desk.head);
      mustBeToChange(await factsOf(desk.tx, caseId), kind, desk.head.reference);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "kind.changed",
        body: { from: desk.head.kind, to: kind },
        text: { key: desk.caseKey, plain: reason },
      });
      const change = { kind, last_event_id: eventId };
      await updateState(context, desk.tx, "cases", { case_id: caseId }, change);
      await keptByWork(context, desk, eventId);
      // Somebody under attack is told where to turn, however late that was understood (ALE-26).
      if (kind === "live-incident")
        await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { kind };
    });
  },
});
