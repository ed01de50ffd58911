import fc from "fast-check";
import { expect, test } from "vitest";
import { downtimeMs, isProbeDue, isProbeLate, probeLine, probeTokenIn } from "./channel-probe.ts";

const rules = { everyHours: 24, alarmMinutes: 60 };
const sentAt = new Date("2026-05-06T08:00:00Z");
const after = (minutes: number) => new Date(+sentAt + minutes * 60_000);

test("a probe leaves each day, and every hour while its channel is down", () => {
  const works = { sentAt, awaitedSince: null, refused: false, downSince: null };
  const down = { ...works, awaitedSince: sentAt, downSince: sentAt };
  expect([
    isProbeDue(undefined, rules, sentAt),
    isProbeDue(works, rules, after(24 * 60 - 1)),
    isProbeDue(works, rules, after(24 * 60)),
    isProbeDue(down, rules, after(59)),
    isProbeDue(down, rules, after(60)),
  ]).toEqual([true, false, true, false, true]);
});

test("no probe takes the place of one that may still be late, however long the alarm waits", () => {
  const slow = { everyHours: 1, alarmMinutes: 180 };
  const pending = { sentAt, awaitedSince: sentAt, refused: false, downSince: null };
  expect([
    isProbeDue(pending, slow, after(90)),
    isProbeDue({ ...pending, awaitedSince: null }, slow, after(90)),
  ]).toEqual([false, true]);
});

test("a probe that its way in did not take is sent again at once, whether the channel is down or not", () => {
  const refused = { sentAt, awaitedSince: sentAt, refused: true, downSince: null };
  expect([
    isProbeDue(refused, rules, after(1)),
    isProbeDue({ ...refused, downSince: sentAt }, rules, after(1)),
  ]).toEqual([true, true]);
});

test("an outage begins with the first probe that did not come back, however often one is sent", () => {
  const tried = { sentAt: after(59), awaitedSince: sentAt, refused: true, downSince: null };
  expect([isProbeLate(tried, rules, after(59)), isProbeLate(tried, rules, after(60))]).toEqual([
    false,
    true,
  ]);
});

test("a probe is late from its minute on, and never once it came back", () => {
  const pending = { sentAt, awaitedSince: sentAt, refused: false, downSince: null };
  expect([
    isProbeLate(pending, rules, after(59)),
    isProbeLate(pending, rules, after(60)),
    isProbeLate({ ...pending, awaitedSince: null }, rules, after(600)),
  ]).toEqual([false, true, false]);
});

test("the token is found in a line of its own near the beginning, and nowhere else", () => {
  const token = "0123456789abcdef".repeat(4);
  expect(probeTokenIn(`A probe.\n${probeLine(token)}\n`)).toBe(token);
  for (const text of ["", `> ${probeLine(token)}`, `${probeLine(token)}0`, "Parley-Probe: none"]) {
    expect([text, probeTokenIn(text)]).toEqual([text, null]);
  }
  expect(probeTokenIn(`${"x".repeat(2_000)}\n${probeLine(token)}\n`)).toBeNull();
});

test("downtime of the last 90 days is counted to the moment, and never below nothing", () => {
  const now = new Date("2026-05-06T08:00:00Z");
  const ago = (hours: number) => new Date(+now - hours * 3_600_000);
  const hours = (count: number) => count * 3_600_000;
  expect(
    downtimeMs(
      [
        { beganAt: ago(5), endedAt: ago(3) },
        { beganAt: ago(1), endedAt: null },
      ],
      now,
    ),
  ).toBe(hours(3));
  expect(downtimeMs([{ beganAt: ago(91 * 24), endedAt: ago(89 * 24) }], now)).toBe(hours(24));
  expect(downtimeMs([{ beganAt: ago(99 * 24), endedAt: ago(98 * 24) }], now)).toBe(0);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 0, max: 5_000 }),
      (one, other) => {
        const [end, begin] = [Math.min(one, other), Math.max(one, other)];
        const found = downtimeMs([{ beganAt: ago(begin), endedAt: ago(end) }], now);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(hours(90 * 24));
      },
    ),
  );
});
