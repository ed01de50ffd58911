/**
 * The texts that readers are owed: ALU-14 (description, impact, steps to defend), ALU-17 (how to
 * obtain the remedy), ALE-24 (where to ask), VEN-38 and VEN-39 (disclaimer).
 */
import type { Finding } from "../../finding.ts";
import type { Advisory } from "../advisory.ts";
import { required, webAddress } from "./field.ts";

export function sectionFindings(advisory: Advisory): Finding[] {
  return [
    ...required("summary.empty", "/summary", advisory.summary, "The summary is empty."),
    ...required(
      "description.empty",
      "/description",
      advisory.description,
      "The description is empty.",
    ),
    ...(advisory.type === "SA" ? advisorySections(advisory) : []),
    ...required(
      "support.empty",
      "/support/text",
      advisory.support.text,
      "Nothing says where customers can ask.",
    ),
    ...(advisory.support.url === null ? [] : webAddress("/support/url", advisory.support.url)),
    ...advisory.faq.flatMap(({ question, answer }, index) => [
      ...required("faq.question", `/faq/${index}/question`, question, "The question is empty."),
      ...required("faq.answer", `/faq/${index}/answer`, answer, "The question has no answer."),
    ]),
    ...required("disclaimer.empty", "/disclaimer", advisory.disclaimer, "The disclaimer is empty."),
  ];
}

function advisorySections(advisory: Advisory): Finding[] {
  return [
    ...required("impact.empty", "/impact", advisory.impact, "The impact is empty."),
    ...required(
      "defensive-steps.empty",
      "/defensiveSteps",
      advisory.defensiveSteps,
      "The steps to defend systems and networks are empty.",
    ),
    ...required(
      "how-to-obtain.empty",
      "/howToObtain",
      advisory.howToObtain,
      "Nothing says how to obtain the remedy.",
    ),
  ];
}
