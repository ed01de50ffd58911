import { expect, test } from "vitest";
import { aClock, policyOf } from "../../../test/support/policy-files.ts";
import { clockStateOf, latestPast, termsOf } from "./clock-state.ts";

const now = new Date("2026-06-10T12:00:00Z");
const later = (hours: number) => new Date(+now + hours * 3_600_000);
const stateAt = (dueAt: Date | null, rest: object = {}, warnHoursBefore: number[] = []) =>
  clockStateOf({ ...aClock(), dueAt, ...rest }, { warnHoursBefore }, now);

test("a promise is overdue after its due time, and not in its own instant", () => {
  expect(stateAt(later(-1))).toBe("overdue");
  expect(stateAt(now)).toBe("due-soon");
  expect(stateAt(null)).toBe("open");
});

test("the due time's own second still keeps a promise, to its last millisecond", () => {
  const dueAt = new Date("2026-06-09T21:59:59.000Z");
  const met = (at: string) => stateAt(dueAt, { metAt: new Date(at) });
  expect(met("2026-06-09T21:59:59.999Z")).toBe("kept");
  expect(met("2026-06-09T22:00:00.000Z")).toBe("kept-late");
});

test("a list of what has passed ends with the latest that a clock calls overdue", () => {
  expect(stateAt(latestPast(now))).toBe("overdue");
  expect(stateAt(new Date(+latestPast(now) + 1))).toBe("due-soon");
});

test("due soon begins with the first warning of the terms, or a day before where they name none", () => {
  expect(stateAt(later(24))).toBe("due-soon");
  expect(stateAt(later(25))).toBe("open");
  expect(stateAt(later(71), {}, [24, 72])).toBe("due-soon");
  expect(stateAt(later(20), {}, [12])).toBe("open");
});

test("a pause keeps a promise from becoming overdue, and mends none that is", () => {
  expect(stateAt(later(-1), { pausedAt: later(-2) })).toBe("paused");
  expect(stateAt(later(-2), { pausedAt: later(-1) })).toBe("overdue");
});

test("what ended is kept, kept late or stopped", () => {
  expect(stateAt(later(-1), { metAt: later(-1) })).toBe("kept");
  expect(stateAt(later(-2), { metAt: later(-1) })).toBe("kept-late");
  expect(stateAt(later(-2), { stoppedAt: later(-1) })).toBe("stopped");
});

test("a clock has the terms of the version by which it runs", () => {
  const first = policyOf("ale.yaml");
  const { relevancy: _, ...promises } = first.promises;
  const second = { ...first, version: 2, promises };
  expect(termsOf([first, second], aClock())).toBe(first.promises.relevancy);
  expect(termsOf([first, second], aClock({ policyVersion: 2 }))).toBeUndefined();
});
