/** Records whether the flaw may touch more than our own products, and what follows from it (CC-29). */
import { z } from "zod";
import { othersAffected } from "../../core/decisions/examined.ts";
import { Refusal } from "../../core/refusal.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { recordExamined } from "./record-examined.ts";

export const recordOthersAffected = defineAction({
  deed: "record-others-affected",
  title: "Record the answer",
  summary: "Records whether others than us are affected, and what follows from it.",
  path: "/cases/{caseId}/others-affected",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    outcome: z.enum(othersAffected).meta({
      title: "Are others affected?",
      words: { yes: "Yes", no: "No, our products alone", "not-known": "Not known yet" },
    }),
    words: z.string().trim().max(20_000).default("").meta({
      title: "Who, and what follows",
      description:
        "Needed where others are affected: such as to a coordinator, or to all vendors at once. Only staff of the case reads it.",
    }),
  }),
  run: (context, actor, { caseId, outcome, words }) =>
    onCase(context, actor, "record-others-affected", caseId, async (desk) => {
      mustBeOpen(desk.head);
      if (outcome === "yes" && words.length < 10) throw new Refusal("others-affected.words");
      const found = { kind: "others-affected", outcome, words } as const;
      const { decisionId } = await recordExamined(context, desk, actor, found);
      return { decisionId };
    }),
});
