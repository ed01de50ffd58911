import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { laterVersion, laterVersions } from "./later-version.ts";

const now = new Date("2026-06-10T12:00:00Z");
const versions = [
  { version: 3, inForceFrom: new Date("2026-06-01T00:00:00Z") },
  { version: 1, inForceFrom: new Date("2025-01-01T00:00:00Z") },
  { version: 2, inForceFrom: new Date("2026-01-01T00:00:00Z") },
  { version: 4, inForceFrom: new Date("2027-01-01T00:00:00Z") },
];
const refusal = (code: "policy.unknown-version" | "policy.not-later" | "policy.not-yet") =>
  expect.objectContaining({ code, name: new Refusal(code).name });

test("[VEN-36] a case may move to any later version that is in force", () => {
  expect(laterVersions(versions, 1, now).map(({ version }) => version)).toEqual([2, 3]);
  expect(laterVersion(versions, 1, 3, now)).toBe(versions[0]);
});

test("[VEN-36] never to its own version, back, ahead of time, or to one that is none", () => {
  expect(() => laterVersion(versions, 2, 2, now)).toThrow(refusal("policy.not-later"));
  expect(() => laterVersion(versions, 2, 1, now)).toThrow(refusal("policy.not-later"));
  expect(() => laterVersion(versions, 2, 4, now)).toThrow(refusal("policy.not-yet"));
  expect(() => laterVersion(versions, 2, 9, now)).toThrow(refusal("policy.unknown-version"));
});
