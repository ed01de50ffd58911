/**
 * Adjusts our score of a vulnerability to one product: its security profile, and what holds for this
 * vulnerability alone. Both the score and what it was made from stay beside the adjusted one (ALE-52).
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import {
  adjust,
  isAdjustable,
  type MetricValues,
  readProfile,
} from "../../core/severity/adjust.ts";
import { bandOf } from "../../core/severity/bands.ts";
import { parseCvss } from "../../core/severity/parse.ts";
import { scoreOf } from "../../core/severity/score.ts";
import { productOf } from "../../store/products/reader.ts";
import { scoresOf } from "../../store/scoring/reader.ts";
import { addScore } from "../../store/scoring/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustHaveVulnerability } from "./must-have-vulnerability.ts";

export const adjustScore = defineAction({
  deed: "adjust-score",
  title: "Adjust to this product",
  summary: "Adjusts our score to one product by its security profile and further metrics.",
  path: "/cases/{caseId}/vulnerabilities/{vulnerabilityId}/adjusted-scores",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityId: z.uuid().meta({ title: "Vulnerability" }),
    productId: z.uuid().meta({ title: "Product" }),
    changes: z.string().trim().max(300).default("").meta({
      title: "Metrics for this vulnerability alone",
      description:
        "Environmental metrics such as MAV:A/AR:L; they go before the product’s profile.",
    }),
    reason: z.string().trim().min(3, "Say why.").max(4_000).meta({ title: "Why" }),
  }),
  async run(context, actor, { caseId, vulnerabilityId, productId, changes, reason }) {
    return onCase(context, actor, "adjust-score", caseId, async (desk) => {
      mustBeOpen(desk.head);
      await mustHaveVulnerability(desk.tx, caseId, vulnerabilityId);
      const product = await productOf(desk.tx, productId);
      if (!product) throw new Refusal("product.unknown");
      const scores = await scoresOf(context, desk.tx, caseId);
      const own = scores.find(
        (each) => each.source === "own" && each.vulnerabilityId === vulnerabilityId,
      );
      if (!own || !isAdjustable(own.cvssVersion)) throw new Refusal("severity.nothing-to-adjust");
      const profile = product.securityProfile ?? "";
      const set = metricsOf(changes);
      const adjusted = adjust(parseCvss(own.vector), metricsOf(profile), set);
      if (adjusted.steps.every(({ overall }) => overall === null)) {
        throw new Refusal("severity.no-profile", { product: product.name });
      }
      const eventId = await desk.record({
        sideId: staffSide,
        type: "score.adjusted",
        body: { vulnerabilityId, productId, cvssVersion: own.cvssVersion },
      });
      const { overall, base } = scoreOf(adjusted.vector);
      const { vector } = adjusted;
      await addScore(
        context,
        desk,
        {
          vulnerabilityId,
          source: "adjusted",
          productId,
          cvssVersion: own.cvssVersion,
          band: bandOf(overall, desk.policy.scoring.bands).name,
          overrideBand: null,
          stored: {
            vector: vector.text,
            overall,
            base,
            overrideReason: null,
            reason,
            adjustedFrom: { vector: own.vector, profile, changes },
          },
          scoredBy: staffIdOf(actor),
        },
        eventId,
      );
      return { vector: vector.text, overall, steps: adjusted.steps };
    });
  },
});

function metricsOf(text: string): MetricValues {
  const read = readProfile(text);
  if ("fault" in read) throw new Refusal("severity.profile", { problem: read.fault });
  return read.metrics;
}
