import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { mustBeToWithdraw, type ToWithdraw } from "./withdrawing.ts";

const free: ToWithdraw = {
  ...{ title: "Overflow", others: 0, relevancy: null, conclusion: null, remedies: 0 },
  publication: null,
};

function codeOf(more: Partial<ToWithdraw>): string {
  try {
    mustBeToWithdraw({ ...free, ...more });
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "may be withdrawn";
}

test.each([
  [{}, "may be withdrawn"],
  [{ relevancy: "not-relevant" }, "may be withdrawn"],
  [{ relevancy: "relevant" }, "vulnerability.last"],
  [{ relevancy: "relevant", others: 1 }, "may be withdrawn"],
  [{ conclusion: "confirmed" }, "vulnerability.last"],
  [{ conclusion: "not-confirmed" }, "may be withdrawn"],
  [{ remedies: 1, others: 3 }, "vulnerability.remedy"],
  [{ publication: "SA-2026-001", remedies: 1 }, "vulnerability.published"],
])("a vulnerability with %j: %s", (more, what) => {
  expect(codeOf(more)).toBe(what);
});
