import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Effort,
  effortText,
  isUnderPressure,
  judgeEffort,
  ofLastHour,
  readEffort,
  waitSeconds,
  workBits,
  zeroBitsOf,
} from "./friction.ts";

const now = Date.UTC(2026, 2, 11, 8);
const terms = { reportsAnHour: 30 };
const nothing = { answer: "", zeroBits: 0 };

const efforts = fc.record({
  id: fc.stringMatching(/^[\w-]{22}$/),
  askedAt: fc.integer({ min: now - 3_600_000, max: now }),
  left: fc.integer({ min: 1, max: 9 }),
  right: fc.integer({ min: 1, max: 9 }),
});

test("nobody is asked for an effort before so many reports came within the hour", () => {
  const instants = fc.array(fc.integer({ min: now - 7_200_000, max: now }), { maxLength: 80 });
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 20 }), (came, people) => {
      const recent = came.filter((at) => now - at < 3_600_000);
      const asked = isUnderPressure([{ instants: came, people }], terms, now);
      expect(asked).toBe(recent.length >= 30 * people);
    }),
  );
});

test("one key under pressure is enough, and an hour later it is over", () => {
  const many = Array.from({ length: 30 }, (_, index) => now - index * 1_000);
  const counts = [
    { instants: [], people: 1 },
    { instants: many, people: 1 },
  ];
  expect(isUnderPressure(counts, terms, now)).toBe(true);
  expect(isUnderPressure(counts, terms, now + 3_600_000)).toBe(false);
  expect(ofLastHour(many, now + 3_600_000)).toEqual([]);
});

test("what is asked travels in the form and is read as it was; any other text is none", () => {
  fc.assert(
    fc.property(efforts, (effort: Effort) => {
      expect(readEffort(effortText(effort))).toEqual(effort);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readEffort(text);
      if (read) expect(effortText(read).length).toBeGreaterThan(0);
    }),
  );
});

test("without script the right sum is enough after the wait, and before it says how long", () => {
  fc.assert(
    fc.property(efforts, fc.integer({ min: 0, max: 3_600 }), (effort, later) => {
      const answer = ` ${effort.left + effort.right} `;
      const at = effort.askedAt + later * 1_000;
      const verdict = judgeEffort(effort, { answer, zeroBits: 0 }, at, false);
      if (later >= waitSeconds) expect(verdict).toEqual({ made: "wait" });
      else expect(verdict).toEqual({ made: null, why: "early", seconds: waitSeconds - later });
    }),
  );
});

test("with a calculation nobody waits, whatever they typed", () => {
  fc.assert(
    fc.property(efforts, fc.string(), (effort, answer) => {
      const given = { answer, zeroBits: workBits };
      expect(judgeEffort(effort, given, effort.askedAt, false)).toEqual({ made: "work" });
    }),
  );
});

test("nothing else passes: another sum, an effort of yesterday, or one that was used", () => {
  fc.assert(
    fc.property(
      efforts,
      fc.string(),
      fc.integer({ min: 0, max: workBits - 1 }),
      (effort, answer, zeroBits) => {
        fc.pre(answer.normalize("NFKC").trim() !== String(effort.left + effort.right));
        fc.pre(!/^0*\d{1,2}$/.test(answer.normalize("NFKC").trim()));
        const at = effort.askedAt + 120_000;
        expect(judgeEffort(effort, { answer, zeroBits }, at, false).made).toBeNull();
      },
    ),
  );
  const effort = { id: "a".repeat(22), askedAt: now, left: 2, right: 3 };
  const right = { answer: "5", zeroBits: 0 };
  expect(judgeEffort(effort, right, now + 86_400_000, false)).toEqual({ made: null, why: "over" });
  expect(judgeEffort(effort, right, now + 120_000, true)).toEqual({ made: null, why: "over" });
  expect(judgeEffort(effort, nothing, now, false)).toEqual({ made: null, why: "nothing" });
  expect(judgeEffort(effort, { ...right, answer: "6" }, now, false)).toMatchObject({
    why: "wrong",
  });
});

test("zero bits are counted from the front", () => {
  expect(zeroBitsOf(Uint8Array.of(0x80))).toBe(0);
  expect(zeroBitsOf(Uint8Array.of(0, 0x01))).toBe(15);
  expect(zeroBitsOf(Uint8Array.of(0, 0, 0xff))).toBe(16);
  expect(zeroBitsOf(Uint8Array.of(0, 0))).toBe(16);
});
