import { describe, expect, test } from "vitest";
import { claimsOfVendor } from "../../../test/support/house-claims.ts";
import { policyFiles, policyOf } from "../../../test/support/policy-files.ts";
import { readyExplanations } from "../../core/decisions/ready-explanations.ts";
import { letterNames } from "../../core/letters/letter-catalogue.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { readyExplanation, readyText } from "./ready-text.ts";
import { formsOf, sampleLetter } from "./sample-letter.ts";

const languages = ["en", "fr"] as const;

/** Each policy as that of a team that coordinates, whatever it is by its file. */
const coordinators: readonly Policy[] = policyFiles.map((file) => {
  const policy = policyOf(file);
  const roles = policy.roles.filter((role) => role !== "vendor");
  return { ...policy, roles: roles.length > 0 ? roles : ["coordinator" as const] };
});
const each = coordinators.flatMap((policy) => languages.map((language) => ({ policy, language })));

/** The policy's own sentences are its own to answer for; these are two of them. */
const own = { liveIncident: "Turn to them.", supportChannels: "- Worldwide: 112" };

const frameOf = (policy: Policy, language: string) => ({
  ...{ policy, language, timeZone: "UTC", now: new Date(0), promises: [] },
  values: {
    ...{ reference: "EX-2026-7", team: policy.organisation.teamName, link: "https://a.example/" },
    ...{ organisation: policy.organisation.name, policyUrl: "https://a.example/policy" },
    address: "psirt@team.example",
  },
});

describe.each(each)("[ALE-30] by $policy.name as a coordinator, in $language", (one) => {
  const { policy, language } = one;

  test("no letter claims products or customers of its own", () => {
    const claims = letterNames.flatMap((name) =>
      formsOf(name).flatMap((form) => {
        const { subject, text } = sampleLetter(policy, name, language, { ...form, ...own });
        return claimsOfVendor(`${subject}\n${text}`).map((claim) => `${name}: ${claim}`);
      }),
    );
    expect([...new Set(claims)]).toEqual([]);
  });

  test("no text that a colleague completes does either", () => {
    const frame = frameOf(policy, language);
    const letters = letterNames.map((name) => readyText(frame, name).text);
    const explanations = readyExplanations({ texts: [] }).map(({ text }) =>
      readyExplanation(frame, text, own),
    );
    expect([...letters, ...explanations].flatMap(claimsOfVendor)).toEqual([]);
  });
});

test("[ALE-30] a vendor's letters tell of its products, in both languages", () => {
  const told = (language: string, decision: string) =>
    sampleLetter(policyOf("ale.yaml"), "relevancy", language, { decision });
  expect(told("en", "relevant").subject).toBe("Your report concerns our products");
  expect(told("fr", "not-relevant").text).toContain("une vulnérabilité de nos produits");
  expect(sampleLetter(policyOf("certcc.yaml"), "relevancy", "fr").subject).toBe(
    "Nous prenons en charge votre signalement",
  );
});
