/**
 * Puts a severity level on a case before anybody scored it: promises and queues go by it until the
 * first score, which takes its place. It is never published.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { setSuspectedBand } from "../../store/cases/suspected-writer.ts";
import { scoresOf } from "../../store/scoring/reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const suspectSeverity = defineAction({
  deed: "suspect-severity",
  title: "Suspect this level",
  summary: "Sets a suspected severity before any score; the first score takes its place.",
  path: "/cases/{caseId}/suspected-severity",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    band: z.string().trim().max(40).meta({ title: "Level", description: "A band of the policy." }),
  }),
  async run(context, actor, { caseId, band }) {
    return onCase(context, actor, "suspect-severity", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const { bands } = desk.policy.scoring;
      if (!bands.some(({ name }) => name === band)) {
        const levels = bands.map(({ name }) => name).join(", ");
        throw new Refusal("severity.level", { levels });
      }
      const scores = await scoresOf(context, desk.tx, caseId);
      if (scores.some(({ source }) => source === "own")) throw new Refusal("severity.scored");
      // Pressed twice, as by a second key: it is said already.
      if (desk.head.suspectedBand === band) return { band };
      const eventId = await desk.record({
        sideId: staffSide,
        type: "severity.suspected",
        body: { band },
        severity: band,
      });
      await setSuspectedBand(context, desk.tx, caseId, band, eventId);
      return { band };
    });
  },
});
