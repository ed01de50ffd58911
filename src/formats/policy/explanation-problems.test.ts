import { expect, test } from "vitest";
import { policyText } from "../../../test/support/policy-files.ts";
import { readPolicy } from "./read-policy.ts";

const template = policyText("template.yaml");

/** What is wrong with the texts, as sentences. */
function complaints(texts: string): string[] {
  const read = readPolicy(template.replace("  texts: []\n", `  texts:\n${texts}\n`));
  return "policy" in read ? [] : read.findings.map(({ message }) => message);
}

const text = (more: string) => `    - name: old-release
      title: An old release
      outcome: not-relevant
${more}`;

test("[ALU-09] ready explanations of the policy's own are taken, with variables and blanks", () => {
  expect(
    complaints(
      text(
        "      reasons: [out-of-scope]\n      text: '{product} is out of support. [___ since when ___]'",
      ),
    ),
  ).toEqual([]);
});

test.each([
  ["an unknown variable", "      text: 'See {polcyUrl}.'", "did you mean {policyUrl}?"],
  ["a brace left open", "      text: 'See {policyUrl.'", "explanations.texts.0.text"],
  ["an unknown reason", "      reasons: [ugly]\n      text: x", "explanations.texts.0.reasons.0"],
  ["no words", "      text: ''", "explanations.texts.0.text"],
  [
    "reasons of another outcome",
    "      reasons: [intended]\n      text: x\n    - name: b\n      title: b\n      outcome: confirmed\n      reasons: [intended]\n      text: x",
    "are for the outcome not-relevant alone",
  ],
  [
    "a name twice",
    "      text: x\n    - name: old-release\n      title: b\n      outcome: confirmed\n      text: x",
    "explanations.texts.1.name: stands here twice",
  ],
])("%s is refused with its place", (_, more, says) => {
  expect(complaints(text(more)).join("\n")).toContain(says);
});
