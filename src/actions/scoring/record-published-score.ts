/**
 * Keeps a score that somebody else published beside ours (ALE-52): who, which vector, where. It never
 * changes the severity of the case, and no policy refuses its version: 2.0 is read as well.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { bandOf, cvss2Bands, standardBands } from "../../core/severity/bands.ts";
import { parseCvss } from "../../core/severity/parse.ts";
import { scoreOf } from "../../core/severity/score.ts";
import { addScore } from "../../store/scoring/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { mustHaveVulnerability } from "./must-have-vulnerability.ts";

/** Words that mean our own in the same column. */
const ours = ["own", "adjusted"];

export const recordPublishedScore = defineAction({
  deed: "record-published-score",
  title: "Keep it beside ours",
  summary: "Records a CVSS score that somebody else published, kept beside ours by its issuer.",
  path: "/cases/{caseId}/vulnerabilities/{vulnerabilityId}/published-scores",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityId: z.uuid().meta({ title: "Vulnerability" }),
    issuer: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{1,59}$/, "Letters, digits, spaces and . _ - only.")
      .meta({ title: "Who published it", description: "Such as NVD, CISA-ADP, or a vendor." }),
    vector: z.string().trim().min(1, "Give a CVSS vector.").max(400).meta({
      title: "CVSS vector",
      description: "As it was published, with its version; 2.0 has none in its vectors.",
    }),
    where: z.string().trim().max(1_000).default("").meta({
      title: "Where it stands",
      description: "The address of the page, and when it was read.",
    }),
  }),
  async run(context, actor, { caseId, vulnerabilityId, issuer, vector, where }) {
    return onCase(context, actor, "record-published-score", caseId, async (desk) => {
      await mustHaveVulnerability(desk.tx, caseId, vulnerabilityId);
      if (ours.includes(issuer.toLowerCase())) throw new Refusal("severity.issuer");
      const scores = scoreOf(parseCvss(vector));
      const { version, overall, base } = scores;
      const bands = version === "2.0" ? cvss2Bands : standardBands;
      const eventId = await desk.record({
        sideId: staffSide,
        type: "published-score.recorded",
        body: { vulnerabilityId, cvssVersion: version },
      });
      await addScore(
        context,
        desk,
        {
          vulnerabilityId,
          source: issuer,
          cvssVersion: version,
          band: bandOf(overall, bands).name,
          overrideBand: null,
          stored: {
            vector: scores.vector,
            overall,
            base,
            overrideReason: null,
            reason: where || null,
          },
          scoredBy: staffIdOf(actor),
        },
        eventId,
      );
      return { overall, version };
    });
  },
});
