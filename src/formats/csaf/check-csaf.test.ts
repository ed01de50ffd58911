import { afterAll, expect, test } from "vitest";
import { anAdvisory } from "../../../test/support/advisories.ts";
import { patience } from "../../../test/support/patience.ts";
import { csafOf, csafText } from "./build-csaf.ts";
import { makeCsafChecker } from "./check-csaf.ts";

const checker = makeCsafChecker(patience);
afterAll(() => checker.close());

const selfUrl = "https://psirt.example/.well-known/csaf/white/2026/example-sa-2026-0001.json";
const published = csafText(csafOf(anAdvisory(), { selfUrl }));

test("the checker finds a valid document valid and names what is wrong with another", async () => {
  await checker.warmUp();
  expect(await checker.check(published)).toMatchObject({ valid: true, errors: [] });
  const score = published.replace('"baseScore": 9.8', '"baseScore": 2.0');
  expect((await checker.check(score)).errors.map(({ rule, path }) => `${rule} ${path}`)).toContain(
    "6.1.9 /vulnerabilities/0/scores/0/cvss_v3/baseScore",
  );
});

test("a document that is not JSON is a finding of the checker", async () => {
  const { valid, errors } = await checker.check("<csaf/>");
  expect(valid).toBe(false);
  expect(errors).toMatchObject([{ rule: "json", path: "" }]);
});

test("a document that cannot be examined in time is not valid", async () => {
  const hasty = makeCsafChecker({ deadlineMs: 1 });
  const { valid, errors } = await hasty.check(published);
  await hasty.close();
  expect(valid).toBe(false);
  expect(errors).toMatchObject([{ rule: "deadline" }]);
});

test("a document that needs too much memory is not valid, and the next one is checked", async () => {
  const small = makeCsafChecker({ memoryMb: 32, ...patience });
  const { valid, errors } = await small.check(`[${"[],".repeat(2_000_000)}[]]`);
  expect(valid).toBe(false);
  expect(errors).toMatchObject([{ rule: "resources" }]);
  expect((await small.check("{")).errors).toMatchObject([{ rule: "json" }]);
  await small.close();
});
