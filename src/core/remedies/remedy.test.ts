import fc from "fast-check";
import { expect, test } from "vitest";
import {
  dateMove,
  mustBePlanned,
  mustBeTested,
  type RemedyState,
  remediesStand,
  verifiedBy,
} from "./remedy.ts";

const now = new Date("2026-03-10T08:00:00Z");
const refused = (code: string) => expect.objectContaining({ code });
const planned: RemedyState = {
  kind: "patch",
  promisedFor: null,
  verifiedAt: null,
  availableAt: null,
  withdrawnAt: null,
};

test("a remedy that is delivered, or will not come, changes no more", () => {
  expect(() => mustBePlanned({ ...planned, availableAt: now })).toThrow(
    refused("remedy.delivered"),
  );
  expect(() => mustBePlanned({ ...planned, withdrawnAt: now })).toThrow(
    refused("remedy.withdrawn"),
  );
  expect(() => mustBePlanned(planned)).not.toThrow();
});

test("[ALE-06] nothing is delivered before a test of it was passed", () => {
  expect(() => mustBeTested(planned)).toThrow(refused("remedy.verification"));
  expect(() => mustBeTested({ ...planned, verifiedAt: now })).not.toThrow();
  const never = { ...planned, kind: "no-fix-planned", verifiedAt: now };
  expect(() => mustBeTested(never)).toThrow(refused("remedy.nothing-to-deliver"));
});

test("a new date is the first one, a slip, or earlier than what was told; never past, never the same", () => {
  const day = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31") });
  const valid = day.filter((each) => !Number.isNaN(each.getTime()));
  fc.assert(
    fc.property(valid, fc.option(valid, { nil: null }), (next, promisedFor) => {
      const move = () => dateMove({ ...planned, promisedFor }, next, now);
      if (next <= now) expect(move).toThrow(refused("remedy.date-past"));
      else if (!promisedFor) expect(move()).toBe("first");
      else if (+promisedFor === +next) expect(move).toThrow(refused("remedy.date-same"));
      else expect(move()).toBe(next > promisedFor ? "slip" : "earlier");
    }),
  );
});

test("[ALE-06] the newest test counts by its day, in whatever order the results are written down", () => {
  const tests = fc.array(
    fc.record({
      passed: fc.boolean(),
      at: fc.date({ min: new Date("2026-01-01"), max: now, noInvalidDate: true }),
    }),
  );
  fc.assert(
    fc.property(tests, (all) => {
      const latest = Math.max(...all.map(({ at }) => +at));
      const last = all.findLast(({ at }) => +at === latest);
      const texts = all.map(({ passed, at }) => ({ passed, at: at.toISOString() }));
      expect(verifiedBy(texts)).toEqual(last?.passed ? last.at : null);
    }),
  );
});

test.each<[string, Partial<RemedyState>[]]>([
  ["open", []],
  ["open", [{}]],
  ["open", [{ availableAt: now }, {}]],
  ["open", [{ withdrawnAt: now }]],
  ["open", [{ kind: "no-fix-planned" }, {}]],
  ["available", [{ availableAt: now }, { withdrawnAt: now }]],
  ["available", [{ availableAt: now }, { kind: "no-fix-planned" }]],
  ["none", [{ kind: "no-fix-planned" }]],
  ["none", [{ kind: "none-available" }, { withdrawnAt: now }]],
])("[ALE-43] of what is to come of remedies is said: %s", (stand, remedies) => {
  expect(remediesStand(remedies.map((each) => ({ ...planned, ...each })))).toBe(stand);
});
