/**
 * Holds the ready explanations of a policy against what a case can fill in, so that none of them fails
 * when somebody is in a hurry. What a person writes in the end is judged when it is sent.
 */
import { letterVariables } from "../../core/letters/letter-variables.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type IcuNeeds, icuNeeds } from "../../lib/icu-text.ts";
import { nearMiss } from "../../lib/near-miss.ts";

type Path = readonly (string | number)[];
interface Problem {
  readonly path: Path;
  readonly message: string;
}

export function explanationProblems(policy: Pick<Policy, "explanations" | "languages">): Problem[] {
  const { texts } = policy.explanations;
  return texts.flatMap(({ name, outcome, reasons, text }, index) => {
    const at = ["explanations", "texts", index];
    const found: Problem[] = [];
    if (texts.findIndex((each) => each.name === name) < index) {
      found.push({ path: [...at, "name"], message: "stands here twice" });
    }
    if (outcome !== "not-relevant" && reasons.length > 0) {
      found.push({ path: [...at, "reasons"], message: "are for the outcome not-relevant alone" });
    }
    const words =
      typeof text === "string" ? [[policy.languages[0] ?? "en", text]] : Object.entries(text);
    for (const [language = "en", each = ""] of words) {
      const path = typeof text === "string" ? [...at, "text"] : [...at, "text", language];
      found.push(...sentences(each, language).map((message) => ({ path, message })));
    }
    return found;
  });
}

function sentences(text: string, language: string): string[] {
  const needs = icuNeeds(text, language);
  return "problem" in needs ? [needs.problem] : unknownNames(needs);
}

function unknownNames({ names }: IcuNeeds): string[] {
  const all = Object.keys(letterVariables);
  return [...names].flatMap((name) => {
    if (all.includes(name)) return [];
    const near = nearMiss(name, all);
    return [`{${name}} is no variable${near ? `; did you mean {${near}}?` : ""}`];
  });
}
