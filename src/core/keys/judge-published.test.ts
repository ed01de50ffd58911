import { expect, test } from "vitest";
import { judgePublished } from "./judge-published.ts";

const runsOut = new Date("2027-03-11T00:00:00Z");
const ours = { fingerprint: "A".repeat(40), runsOut, revoked: false };
const other = { ...ours, fingerprint: "B".repeat(40) };

test("[ALE-47] two differing published blocks are an error, a revoked one beside ours is not", () => {
  expect(judgePublished(ours, [ours])).toBeNull();
  expect(judgePublished(ours, [other])).toBe("differs");
  expect(judgePublished(ours, [ours, other])).toBe("differs");
  expect(judgePublished(ours, [ours, { ...other, revoked: true }])).toBeNull();
  expect(judgePublished(ours, [{ ...ours, revoked: true }])).toBe("differs");
  expect(judgePublished(ours, [])).toBe("not-a-key");
});

test("a copy with another end is told apart from another key", () => {
  expect(judgePublished(ours, [{ ...ours, runsOut: null }])).toBe("stale");
  expect(judgePublished({ ...ours, runsOut: null }, [{ ...ours, runsOut: null }])).toBeNull();
});
