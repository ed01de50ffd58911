/** What was done about severity besides scoring, in words of the timeline. */
import type { Sentence } from "./event-sentence.ts";

export const scoreEvents: Readonly<Record<string, Sentence>> = {
  "severity.suspected": (body) => ({
    what: `suspected this severity before any score: ${body("band")}`,
    icon: "shield",
    tone: "info",
  }),
  "published-score.recorded": (body) => ({
    what: `kept a score that others published, in CVSS ${body("cvssVersion")}`,
    icon: "shield",
  }),
};
