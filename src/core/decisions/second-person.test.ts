import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import type { SecondPersonOutcome } from "../policy/decisions.ts";
import { needsSecondPerson } from "./second-person.ts";

function needs(named: SecondPersonOutcome[], outcome: string, ...reasons: string[]): boolean {
  const decisions = { secondPersonFor: named, requirements: [] };
  return needsSecondPerson({ ...policyOf("ale.yaml"), decisions }, { outcome, reasons });
}

test("whatever the policy says, nobody accepts a risk alone", () => {
  expect(needs([], "accepted-risk")).toBe(true);
  expect(needs([], "will-not-fix")).toBe(true);
  expect(needs([], "confirmed")).toBe(false);
});

test("a policy asks for a second person by outcome, or by the reason of a rejection", () => {
  expect(needs([], "not-relevant", "duplicate")).toBe(false);
  expect(needs(["not-relevant"], "not-relevant", "duplicate")).toBe(true);
  expect(needs(["duplicate"], "not-relevant", "duplicate")).toBe(true);
  expect(needs(["duplicate"], "not-relevant", "intended")).toBe(false);
  // What a relevant report touches is no rejection.
  expect(needs(["not-relevant", "out-of-scope"], "relevant", "integrity")).toBe(false);
});
