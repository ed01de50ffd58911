import { expect, test } from "vitest";
import { aCaseRecord, aPack } from "../../../test/support/evidence.ts";
import type { EventRecord } from "./case-record.ts";

const [, received] = aCaseRecord().events;

/** The pack with the report's arrival recorded otherwise. */
function startedBy(change: Partial<EventRecord>): string | null | undefined {
  const pack = aPack((record) => ({
    ...record,
    events: record.events.map((event) => (event.seq === 2 ? { ...event, ...change } : event)),
  }));
  return pack.promises.find(({ promise }) => promise === "acknowledge-report")?.clock.startedBy;
}

test("a promise is told with the event that started it, also where that was written down later", () => {
  expect(startedBy({})).toBe(received?.eventId);
  const at = new Date("2026-03-11T08:30:00.000Z");
  const happenedAt = new Date("2026-03-11T08:00:00.000Z");
  expect(startedBy({ at, happenedAt })).toBe(received?.eventId);
});

test("where no event of the chain began then, none is told", () => {
  expect(startedBy({ at: new Date("2026-03-11T08:30:00.000Z") })).toBeNull();
  expect(startedBy({ type: "report.read" })).toBeNull();
});

test("a promise's messages are those that its events name", () => {
  const [overdue, kept] = aPack().promises;
  expect(kept?.messages).toEqual(aPack().messages.map(({ messageId }) => messageId));
  expect(overdue?.messages).toEqual([]);
});

test("the holidays that counting looks at travel with the pack", () => {
  const holidays = aPack().policies[0]?.calendar.holidays ?? {};
  expect(Object.keys(holidays)).toEqual(["2026"]);
  expect(holidays["2026"]).toContain("2026-05-01");
});
