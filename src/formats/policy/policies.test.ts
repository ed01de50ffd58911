/** What the policy files of this repository say, and that they say no more than they may. */
import { describe, expect, test } from "vitest";
import { policyFiles, policyOf, policyText } from "../../../test/support/policy-files.ts";
import { conflictSettingsOf, textsOf } from "../../../test/support/policy-texts.ts";
import { conflicts } from "../../core/policy/conflicts.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { policyJsonSchema } from "./schema.ts";

describe.each(policyFiles)("%s", (file) => {
  const policy = policyOf(file);

  test("is named as its file, and says that it is not the organisation's own", () => {
    expect(`${policy.name}.yaml`).toBe(file);
    expect(policy.demonstration).toBe(true);
    expect(inLanguage(policy.source, "en")).toMatch(
      /not the organisation's own file|no organisation's policy/,
    );
  });

  test("holds only reserved addresses, so that no trial mails or visits a real team", () => {
    const text = policyText(file);
    const addresses = text.match(/[\w.+-]+@[\w-]+(\.[\w-]+)*/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/\.example$/);
    const known = /^https:\/\/(www\.first\.org|www\.iso\.org|[\w.-]+\.example)\//;
    for (const url of text.match(/https?:\/\/[^\s"}]+/g) ?? []) expect(url).toMatch(known);
  });

  test("says in each of its languages whatever people read, and each time in other words", () => {
    for (const { path, words } of textsOf(policy)) {
      expect(Object.keys(words).toSorted(), path).toEqual(policy.languages.toSorted());
      expect(new Set(Object.values(words)).size, path).toBe(policy.languages.length);
    }
  });

  test("names the same numbers in each of its languages", () => {
    for (const { path, words } of textsOf(policy)) {
      const numbers = Object.values(words).map((each) => each.match(/\d+/g)?.toSorted().join(" "));
      expect(new Set(numbers).size, path).toBe(1);
    }
  });

  test("answers each of the fourteen points on which policies differ", () => {
    expect(Object.keys(conflicts)).toHaveLength(14);
    for (const [path, value] of Object.entries(conflictSettingsOf(policy))) {
      expect(value, path).toBeDefined();
    }
  });

  test("shows no target as a promise", () => {
    for (const terms of Object.values(policy.promises)) {
      if (terms.basis === "target") expect(wordingOf(terms)).not.toBe("promised");
    }
  });
});

test("[VEN-06] a policy carries its definition of a vulnerability", () => {
  const definition = inLanguage(policyOf("template.yaml").relevancy.definition, "en");
  expect(definition).toContain("weakness in an information system");
  expect(definition).toContain("integrity, availability or confidentiality");
});

test("the schema is to be had as JSON Schema", () => {
  const schema = policyJsonSchema() as { properties: Record<string, object> };
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(["promises", "scoring"]));
  expect(schema.properties.demonstration).toEqual({ type: "boolean" });
});
