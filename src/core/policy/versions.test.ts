import { expect, test } from "vitest";
import { versionsAt } from "./versions.ts";

const first = { version: 1, inForceFrom: new Date("2024-01-01T00:00:00Z") };
const second = { version: 2, inForceFrom: new Date("2026-01-01T00:00:00Z") };
const third = { version: 3, inForceFrom: new Date("2027-01-01T00:00:00Z") };

test("[CC-03] versions stand in the order of their numbers, each until the next one begins", () => {
  const found = versionsAt([third, first, second], new Date("2026-03-01T00:00:00Z"));
  expect(found).toEqual([
    { policy: first, until: second.inForceFrom, standing: "earlier" },
    { policy: second, until: third.inForceFrom, standing: "current" },
    { policy: third, until: undefined, standing: "upcoming" },
  ]);
});

test("a version that another took the place of at once held for no time", () => {
  const corrected = { ...second, version: 4 };
  const [, found] = versionsAt([first, second, corrected], new Date("2026-03-01T00:00:00Z"));
  expect(found).toEqual({ policy: second, until: second.inForceFrom, standing: "earlier" });
});
