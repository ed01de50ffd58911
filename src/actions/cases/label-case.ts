/** Puts a label on a case, or takes one off. Staff on the case read it; it is in no letter. */
import { z } from "zod";
import { labelOf, labelsAfter, searchWordOf } from "../../core/cases/labels.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { labelsOf, labelsPlace } from "../../store/cases/labels-reader.ts";
import { sealJson } from "../../store/sealing/object-keys.ts";
import { forgetWord, indexText } from "../../store/search/tokens.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const labelCase = defineAction({
  deed: "label-case",
  title: "Add the label",
  summary: "Puts a label on a case, or takes one off.",
  path: "/cases/{caseId}/labels",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    label: z.string().trim().min(1, "Write a label.").max(60, "is longer than 60 letters").meta({
      title: "Label",
      description: "A word of your own, such as zero-day. Search for label:zero-day finds it.",
    }),
    change: z
      .enum(["add", "remove"])
      .default("add")
      .meta({ title: "What to do with it", words: { add: "Put it on", remove: "Take it off" } }),
  }),
  async run(context, actor, { caseId, label: typed, change }) {
    return onCase(context, actor, "label-case", caseId, async ({ tx, head, caseKey, record }) => {
      if (head.erasedAt) throw new Refusal("case.closed", { reference: head.reference });
      const label = labelOf(typed);
      const before = labelsOf(head.labelsSealed, caseKey);
      const isAdded = change === "add";
      const labels = labelsAfter(before, isAdded ? { add: label } : { remove: label });
      if (labels === before) return { labels, isChanged: false };
      const eventId = await record({
        sideId: staffSide,
        type: isAdded ? "case.labelled" : "case.unlabelled",
        body: {},
        text: { key: caseKey, plain: label },
      });
      const sealed = sealJson(context, caseKey, labelsPlace, labels);
      const row = { labels_sealed: sealed, last_event_id: eventId };
      await updateState(context, tx, "cases", { case_id: caseId }, row);
      const side = { caseId, sideId: staffSide };
      if (isAdded) await indexText(context, tx, side, searchWordOf(label));
      else await forgetWord(context, tx, side, searchWordOf(label));
      return { labels, isChanged: true };
    });
  },
});
