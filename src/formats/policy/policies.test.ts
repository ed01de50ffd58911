/** What the policy files of this repository say, and that they say no more than they may. */
import { describe, expect, test } from "vitest";
import { policyFiles, policyOf, policyText } from "../../../test/support/policy-files.ts";
import { conflicts } from "../../core/policy/conflicts.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";
import { bandOf } from "../../core/severity/bands.ts";
import { policyJsonSchema } from "./schema.ts";

const ale = policyOf("ale.yaml");

describe.each(policyFiles)("%s", (file) => {
  const policy = policyOf(file);

  test("is named as its file, and says that it is not the organisation's own", () => {
    expect(`${policy.name}.yaml`).toBe(file);
    expect(policy.demonstration).toBe(true);
    expect(policy.source).toMatch(/not the organisation's own file|no organisation's policy/);
  });

  test("holds only reserved addresses, so that no trial mails or visits a real team", () => {
    const text = policyText(file);
    const addresses = text.match(/[\w.+-]+@[\w.-]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/\.example$/);
    const known = /^https:\/\/(www\.first\.org|www\.iso\.org|[\w.-]+\.example)\//;
    for (const url of text.match(/https?:\/\/[^\s"}]+/g) ?? []) expect(url).toMatch(known);
  });

  test("answers each of the fourteen points on which policies differ", () => {
    expect(Object.keys(conflicts)).toHaveLength(14);
    for (const paths of Object.values(conflicts)) {
      for (const path of paths) {
        const value = path
          .split(".")
          .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], policy);
        expect(value, path).toBeDefined();
      }
    }
  });

  test("shows no target as a promise", () => {
    for (const terms of Object.values(policy.promises)) {
      if (terms.basis === "target") expect(wordingOf(terms)).not.toBe("promised");
    }
  });
});

describe("the ALE policy", () => {
  test("names its team", () => {
    expect(ale.organisation.teamName).toBe("ALE Product Security Incident Response Team");
  });

  test("[ALE-53] scores in CVSS 3.0 by default, and keeps the other versions", () => {
    expect(ale.scoring.cvssDefault).toBe("3.0");
    expect(ale.scoring.accepted).toEqual(["3.0", "3.1", "4.0"]);
    expect(ale.scoring.readOnly).toEqual(["2.0"]);
  });

  test("[ALE-54] abstracts every score to one named level of impact", () => {
    for (let tenths = 0; tenths <= 100; tenths++) {
      expect(bandOf(tenths / 10, ale.scoring.bands).name).toMatch(/^(critical|high|medium|low)$/);
    }
  });

  test("[ALE-55] its lowest level is 3.9 or below, and every level has a colour and a label", () => {
    expect(bandOf(3.9, ale.scoring.bands).name).toBe("low");
    expect(bandOf(0, ale.scoring.bands).name).toBe("low");
    expect(bandOf(4, ale.scoring.bands).name).toBe("medium");
    for (const { colour, label } of ale.scoring.bands) {
      expect(colour).not.toBe("");
      expect(label).not.toBe("");
    }
    expect(new Set(ale.scoring.bands.map((band) => band.colour)).size).toBe(4);
  });

  test("speaks of no number as promised but of a date agreed with a reporter", () => {
    const promised = Object.entries(ale.promises).filter(
      ([, terms]) => wordingOf(terms) === "promised",
    );
    expect(promised.map(([id]) => id)).toEqual(["remedy-date"]);
  });

  test("asks for confidentiality and binds nobody to it", () => {
    expect(ale.reporterUndertakings.strength).toBe("asked");
    expect(ale.embargo.endsWhen).toEqual(["resolution-available", "published"]);
  });

  test("has the conditions for an advisory, two of them before any remedy", () => {
    const { conditions } = ale.disclosure;
    expect(conditions.map((condition) => condition.judgedFrom)).toEqual([
      "remedies",
      "public-fix-planned",
      "exploitation",
      "public-knowledge",
    ]);
    expect(conditions.map((condition) => condition.early)).toEqual([false, false, true, true]);
    expect(conditions[1]?.severities).toEqual(["critical", "high"]);
  });

  test("a notice never claims a remedy", () => {
    const notice = ale.disclosure.publicationTypes.find((type) => type.code === "SN");
    expect(notice?.claimsRemedy).toBe(false);
  });
});

test("[VEN-06] a policy carries its definition of a vulnerability", () => {
  const { definition } = policyOf("template.yaml").relevancy;
  expect(definition).toContain("weakness in an information system");
  expect(definition).toContain("integrity, availability or confidentiality");
});

test("the schema is to be had as JSON Schema, with what each setting means", () => {
  const schema = policyJsonSchema() as { properties: Record<string, { description?: string }> };
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(["promises", "scoring"]));
  expect(schema.properties.rewards?.description).toContain("rewards");
});
