/** Gives a case a better title than its first words. Staff alone read it; parties know the reference. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { titlePlace } from "../../store/cases/opening-writer.ts";
import { openFrom, sealFor } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { asOfField, markOf, mustBeAsOf } from "../as-of.ts";
import { onCase } from "../on-case.ts";

export const renameCase = defineAction({
  deed: "rename-case",
  title: "Rename",
  summary: "Gives a case another title.",
  path: "/cases/{caseId}/title",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    title: z
      .string()
      .trim()
      .min(3, "Write a title.")
      .max(200, "is longer than 200 letters")
      .regex(/^\P{Cc}*$/u, "holds a line break or a control character")
      .meta({ title: "Title", description: "Staff on the case read it; it is in no letter." }),
    asOf: asOfField,
  }),
  async run(context, actor, { caseId, title, asOf }) {
    return onCase(context, actor, "rename-case", caseId, async (desk) => {
      if (desk.head.erasedAt) throw new Refusal("case.closed", { reference: desk.head.reference });
      const before = openFrom(desk.caseKey, titlePlace, desk.head.titleSealed).toString();
      if (before === title) return { title };
      mustBeAsOf(asOf, markOf(before));
      const eventId = await desk.record({
        sideId: staffSide,
        type: "case.renamed",
        body: {},
        // What it was called stays known: letters and notes may have used it.
        text: { key: desk.caseKey, plain: before },
      });
      const sealed = sealFor(context, desk.caseKey, titlePlace, title);
      const change = { title_sealed: sealed, last_event_id: eventId };
      await updateState(context, desk.tx, "cases", { case_id: caseId }, change);
      await indexText(context, desk.tx, { caseId, sideId: staffSide }, title);
      return { title };
    });
  },
});
