/** What was done about severity besides scoring, in words of the timeline. */
import { tableOf } from "../../core/ssvc/decide.ts";
import type { Sentence } from "./event-sentence.ts";

function adviceOf(table: string, outcome: string): string {
  const name = tableOf(table)?.outcome.values.find(({ key }) => key === outcome)?.name;
  return name ? `; it advises: ${name}` : "";
}

export const scoreEvents: Readonly<Record<string, Sentence>> = {
  "severity.suspected": (body) => ({
    what: `suspected this severity before any score: ${body("band")}`,
    icon: "shield",
    tone: "info",
  }),
  "ssvc.answered": (body) => ({
    what: `answered a table of SSVC${adviceOf(body("table"), body("outcome"))}`,
    icon: "shield",
  }),
  "score.adjusted": (body) => ({
    what: `adjusted the score to a product, in CVSS ${body("cvssVersion")}`,
    icon: "shield",
  }),
  "published-score.recorded": (body) => ({
    what: `kept a score that others published, in CVSS ${body("cvssVersion")}`,
    icon: "shield",
  }),
};
