import fc from "fast-check";
import { expect, test } from "vitest";
import { dueSection, dueSections, dueUntil } from "./due-section.ts";

const paris = "Europe/Paris";
const now = new Date("2026-03-11T08:00:00Z");
const sectionOf = (dueAt: string, zone = paris) => dueSection(new Date(dueAt), now, zone);

test("today ends at midnight in the policy's zone, not in ours", () => {
  expect(sectionOf("2026-03-11T07:59:59Z")).toBe("overdue");
  expect(sectionOf("2026-03-11T22:59:59Z")).toBe("today");
  expect(sectionOf("2026-03-11T23:00:00Z")).toBe("week");
  expect(sectionOf("2026-03-11T23:00:00Z", "UTC")).toBe("today");
});

test("the list looks a week ahead, to the end of the day, also when clocks change", () => {
  expect(dueUntil(now, paris)).toEqual(new Date("2026-03-18T22:59:59.999Z"));
  const before = new Date("2026-03-25T08:00:00Z");
  expect(dueUntil(before, paris)).toEqual(new Date("2026-04-01T21:59:59.999Z"));
});

test("a later due time never stands in an earlier section", () => {
  const hours = fc.integer({ min: -1000, max: 168 });
  const zones = fc.constantFrom("UTC", paris, "Asia/Kolkata", "America/New_York");
  fc.assert(
    fc.property(hours, hours, zones, (a, b, zone) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)].map((each) =>
        dueSections.indexOf(dueSection(new Date(+now + each * 3_600_000), now, zone)),
      );
      expect(first ?? 9).toBeLessThanOrEqual(second ?? 0);
    }),
  );
});
