/** Writes a planned remedy anew: its words, its products, who sees to it. Its date has a deed of its own. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { mustBePlanned, mustKeepWord } from "../../core/remedies/remedy.ts";
import { changeRemedy as writeRemedy } from "../../store/remedies/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustFit, owedTo, remedyOf } from "./on-remedy.ts";
import { remedyFields } from "./remedy-input.ts";

export const changeRemedy = defineAction({
  deed: "change-remedy",
  title: "Save the remedy",
  summary: "Changes what a planned remedy is, which products it is for and who sees to it.",
  path: "/cases/{caseId}/remedies/{remedyId}",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    remedyId: z.uuid().meta({ title: "Remedy" }),
    asOf: z.uuid().optional().meta({
      title: "As it was",
      description: "The remedy’s last event that the writer knew; a later one refuses the change.",
    }),
    ...remedyFields,
  }),
  async run(context, actor, { caseId, remedyId, asOf, ...fields }) {
    return onCase(context, actor, "change-remedy", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const before = await remedyOf(context, desk, remedyId);
      mustBePlanned(before);
      // Two people at once: whoever saves second sees what the first one wrote.
      if (asOf && asOf !== before.lastEventId) throw new Refusal("remedy.changed");
      mustKeepWord(before, fields.kind);
      await mustFit(desk.tx, caseId, fields);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "remedy.changed",
        body: { remedyId, kind: fields.kind },
        ...(await owedTo(desk, remedyId)),
      });
      const change = { ...fields, ownerId: fields.ownerId ?? null };
      await writeRemedy(context, desk, before, change, eventId);
      return { remedyId };
    });
  },
});
