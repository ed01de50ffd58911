/** The template can be copied as it stands, shows every setting, and promises nobody a number. */
import { expect, test } from "vitest";
import { policyOf, policyText } from "../../../test/support/policy-files.ts";
import { toldNumbersOf } from "../../../test/support/policy-texts.ts";
import { promiseIds } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { readPolicy } from "./read-policy.ts";
import { policyJsonSchema } from "./schema.ts";

const text = policyText("template.yaml");

function read(of: string): Policy {
  const answer = readPolicy(of);
  if ("findings" in answer) throw new Error(JSON.stringify(answer.findings));
  return answer.policy;
}

/** The template with everything taken in that it offers behind a mark. */
const withEverything = text
  .replaceAll(/^( *)#~ /gm, "$1")
  .replace("  taken: false\n", "  taken: true\n");

test("holds as it stands, and is nobody's policy", () => {
  const template = policyOf("template.yaml");
  expect(template.name).toBe("template");
  expect(template.demonstration).toBe(true);
});

test("holds with every setting taken in that it offers, and then has a clock for every promise", () => {
  expect(withEverything).not.toMatch(/^ *#~/m);
  const policy = read(withEverything);
  expect(Object.keys(policy.promises).toSorted()).toEqual(promiseIds.toSorted());
  expect(policy.disclosure.places.portal).toBeDefined();
});

test("names every setting that a policy may have", () => {
  const settings = settingsOf(policyJsonSchema());
  expect(settings.size).toBeGreaterThan(100);
  const missing = [...settings].filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
  expect(missing).toEqual([]);
});

test("promises no number: only dates that are agreed with somebody are spoken of as promised", () => {
  expect(toldNumbersOf(policyOf("template.yaml"))).toEqual({
    "embargo-end": "promised",
    "remedy-date": "promised",
  });
  const bases = Object.values(read(withEverything).promises).map(({ basis }) => basis);
  expect(bases).not.toContain("text");
});

test("takes a second language in the way that it says", () => {
  const french = text
    .replace("languages: [en]\n", "languages: [en, fr]\n")
    .replace(/^rewards: (.*)$/m, "rewards: { en: $1, fr: Nous ne versons pas de primes. }");
  expect(read(french).rewards).toEqual({
    en: "We do not pay rewards.",
    fr: "Nous ne versons pas de primes.",
  });
});

type Schema = { properties?: Record<string, Schema>; [part: string]: unknown };

/** The names of all settings in a JSON Schema, however deep; keys of lengths and texts too. */
function settingsOf(part: unknown): Set<string> {
  if (typeof part !== "object" || part === null) return new Set();
  const { properties = {}, ...rest } = part as Schema;
  const below = [...Object.values(properties), ...Object.values(rest)].map(settingsOf);
  return new Set([...Object.keys(properties), ...below.flatMap((names) => [...names])]);
}
