/**
 * Records whether a report is relevant, with its reasons. A rejection is impossible without an
 * explanation of substance (ALU-09); the decision is told to the reporter by its own message.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { insertDecision } from "../../store/cases/decision-writer.ts";
import { titlePlace } from "../../store/cases/opening-writer.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { addVulnerability } from "../../store/scoring/writer.ts";
import { openFrom } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { type Desk, mustBeOpen, onCase } from "../on-case.ts";
import { keptByWork } from "../tray/sorting.ts";

/** A rejection in fewer letters than this explains nothing. */
const explanationLettersMin = 80;

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  outcome: z
    .enum(["relevant", "not-relevant", "need-more"])
    .meta({ title: "Is the report relevant?" }),
  touches: z
    .array(z.enum(["confidentiality", "integrity", "availability"]))
    .default([])
    .meta({
      title: "What is touched",
      description:
        "Which of confidentiality, integrity and availability a threat agent could compromise.",
    }),
  explanation: z
    .string()
    .trim()
    .max(50_000)
    .default("")
    .meta({ title: "Explanation", description: "The reporter reads it." }),
});

export const decideRelevancy = defineAction({
  deed: "decide-relevancy",
  title: "Decide relevancy",
  summary: "Records whether a report is relevant, with reasons; the reporter is told.",
  path: "/cases/{caseId}/relevancy",
  input,
  async run(context, actor, decision) {
    return onCase(context, actor, "decide-relevancy", decision.caseId, async (desk) => {
      mustBeOpen(desk.head);
      mustBeReasoned(decision);
      const decisionId = context.newId();
      const eventId = await desk.record({
        sideId: staffSide,
        type: "relevancy.decided",
        body: { decisionId, outcome: decision.outcome, touches: decision.touches },
      });
      await insertDecision(
        context,
        desk,
        {
          decisionId,
          kind: "relevancy",
          outcome: decision.outcome,
          reasons: decision.touches.join(" "),
          explanation: decision.explanation,
          decidedBy: staffIdOf(actor),
        },
        eventId,
      );
      await keptByWork(context, desk, eventId);
      if (decision.outcome === "relevant") await ensureVulnerability(context, desk, eventId);
      await owe(context, desk.tx, "notify", { caseId: decision.caseId, subjectId: eventId });
      return { decisionId };
    });
  },
});

function mustBeReasoned(decision: z.output<typeof input>): void {
  if (decision.outcome === "relevant" && decision.touches.length === 0) {
    throw new Refusal("relevancy.touches");
  }
  if (decision.outcome !== "relevant" && decision.explanation.length < explanationLettersMin) {
    throw new Refusal("relevancy.explanation", { least: explanationLettersMin });
  }
}

/** A relevant report has at least one vulnerability; it begins with the case's title. */
async function ensureVulnerability(context: Context, desk: Desk, eventId: string): Promise<void> {
  if ((await vulnerabilitiesOf(context, desk.tx, desk.head.caseId)).length > 0) return;
  const title = openFrom(desk.caseKey, titlePlace, desk.head.titleSealed).toString();
  await addVulnerability(context, desk, title, eventId);
}
