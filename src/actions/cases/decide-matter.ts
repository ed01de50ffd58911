/**
 * Decides a dispute, or what came of a data leak, with reasons. Everybody outside who takes part is
 * told by a letter of their own, which goes through the name guard for each.
 */
import { z } from "zod";
import { type Ruling, rulings, rulingsFor, rulingTitles } from "../../core/cases/matter.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { explanationLettersMin as rejectionLettersMin } from "../../core/decisions/reasons.ts";
import { blanksLeft } from "../../core/letters/blank.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { insertDecision } from "../../store/cases/decision-writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { asOfField } from "../as-of.ts";
import { mustBeAsDecided } from "../decisions/take-decision.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { keptByWork } from "../tray/sorting.ts";

/** A decision in fewer letters than this explains nothing. */
const explanationLettersMin = 40;

export const decideMatter = defineAction({
  deed: "decide-matter",
  title: "Decide",
  summary: "Decides a dispute, or what came of a data leak; everybody who takes part is told.",
  path: "/cases/{caseId}/matter",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    outcome: z
      .enum(rulings, "Choose the decision.")
      .meta({ title: "Decision", words: rulingTitles }),
    explanation: z
      .string()
      .trim()
      .min(explanationLettersMin, "Explain it in a few sentences: all who take part read it.")
      .max(50_000)
      .meta({ title: "Reasons", description: "All who take part read them." }),
    asOf: asOfField,
  }),
  async run(context, actor, { caseId, outcome, explanation, asOf }) {
    return onCase(context, actor, "decide-matter", caseId, async (desk) => {
      mustBeOpen(desk.head);
      if (!rulingsFor(desk.head.kind).includes(outcome)) {
        throw new Refusal("case.other-kind", { reference: desk.head.reference });
      }
      mustExplain(outcome, explanation);
      // Two people at once: nobody outside is told two decisions (ALU-09).
      await mustBeAsDecided(context, desk, "conclusion", asOf);
      const decisionId = context.newId();
      const type = "matter.decided";
      const body = { decisionId, outcome };
      const eventId = await desk.record({ sideId: staffSide, type, body });
      const decided = { outcome, reasons: "", explanation, decidedBy: staffIdOf(actor) };
      await insertDecision(context, desk, { decisionId, kind: "conclusion", ...decided }, eventId);
      await keptByWork(context, desk, eventId);
      for (const { partyId, kind } of await partiesOf(desk.tx, caseId)) {
        // The support desk reads how its report stands, and is written no letters.
        if (kind === "support") continue;
        const telling = await desk.record({
          sideId: staffSide,
          type: "matter.telling",
          body: { partyId, about: eventId },
        });
        await owe(context, desk.tx, "notify", { caseId, subjectId: telling });
      }
      return { decisionId };
    });
  },
});

/** Whoever is not right is owed as much as whose report is turned away (ALU-09). */
function mustExplain(outcome: Ruling, explanation: string): void {
  const [what] = blanksLeft(explanation);
  if (what !== undefined) throw new Refusal("decision.blank-left", { what });
  const least = outcome === "rejected" ? rejectionLettersMin : explanationLettersMin;
  if (explanation.length < least) throw new Refusal("conclusion.explanation", { least });
}
