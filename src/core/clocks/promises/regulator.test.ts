import { expect, test } from "vitest";
import { policyOf } from "../../../../test/support/policy-files.ts";
import { testLife } from "../../../../test/support/promise-life.ts";
import { promiseIds } from "../promises.ts";

const thales = policyOf("thales.yaml");
const ends = ["exploitation.refuted"];

// Regulation (EU) 2024/2847, article 14.
testLife("[ALE-59] an early warning within 24 hours", thales, "regulator-early-warning", {
  begins: "exploitation.known",
  due: "2026-05-14T16:00:00.000Z",
  keeps: ["regulator.early-warning-sent"],
  ends,
});
testLife("[ALE-59] a notification within 72 hours", thales, "regulator-notification", {
  begins: "exploitation.known",
  due: "2026-05-16T16:00:00.000Z",
  keeps: ["regulator.notification-sent"],
  ends,
});
testLife("[ALE-59] an intermediate report when asked", thales, "regulator-intermediate-report", {
  begins: "regulator.intermediate-asked",
  agreed: "2026-05-29T12:00:00.000Z",
  due: "2026-05-29T12:00:00.000Z",
  keeps: ["regulator.intermediate-sent"],
  ends,
});
testLife("[ALE-59] a final report 14 days after a measure", thales, "regulator-final-report", {
  begins: "measure.available",
  due: "2026-05-27T21:59:59.000Z",
  keeps: ["regulator.final-report-sent"],
  ends: [...ends, "measure.withdrawn"],
});
// 13 June is a Saturday.
testLife("[ALE-59] a final report on an incident in a month", thales, "regulator-incident-report", {
  begins: "regulator.incident-notified",
  due: "2026-06-15T21:59:59.000Z",
  keeps: ["regulator.incident-report-sent"],
  ends,
});

test("the law's numbers are rules, never promises of ours", () => {
  const ids = promiseIds.filter((id) => id.startsWith("regulator-"));
  expect(ids.map((id) => thales.promises[id]?.basis)).toEqual(ids.map(() => "rule"));
});
