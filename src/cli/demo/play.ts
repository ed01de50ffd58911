/** The whole journey of one vulnerability, from an encrypted mail to the published, validated advisory. */
import { playAdvisory } from "./act-advisory.ts";
import { playAnalysis } from "./act-analysis.ts";
import { playPublished } from "./act-published.ts";
import { playReport } from "./act-report.ts";
import type { HandIn } from "./post-office.ts";
import type { SiteVisitor } from "./site-visitor.ts";
import type { Stage } from "./stage.ts";

/** Plays all acts. Throws StepFailed at the first step that was not seen. */
export async function play(stage: Stage, visitor: SiteVisitor, handIn: HandIn): Promise<void> {
  const scene = await playReport(stage, visitor, handIn);
  const analyst = await playAnalysis(scene);
  const number = await playAdvisory(scene, analyst);
  await playPublished(scene, number);
}
