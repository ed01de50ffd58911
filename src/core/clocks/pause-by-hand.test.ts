import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { Refusal } from "../refusal.ts";
import { type LedgerClock, ledgerOf } from "./ledger.ts";
import { mayExplain, mayPause, mayResume } from "./pause-by-hand.ts";

const ale = policyOf("ale.yaml");
const now = new Date("2026-06-10T12:00:00Z");
const day = (count: number) => new Date(+now + count * 86_400_000);
const target = { basis: "target", within: { days: 14 } } as const;

function aClock(rest: Partial<LedgerClock> = {}): LedgerClock {
  return {
    clockId: "clock",
    promise: "status-update",
    owedTo: "reporter",
    subjectId: "case",
    policyVersion: ale.version,
    startedAt: day(-3),
    dueAt: day(3),
    formerDues: [],
    pausedMs: 0,
    ...rest,
  };
}

const codeOf = (run: () => void): string => {
  try {
    run();
    return "allowed";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

test("a promise of ours that runs may be paused, with a number or without", () => {
  expect(codeOf(() => mayPause(aClock(), target, now))).toBe("allowed");
  expect(codeOf(() => mayPause(aClock({ dueAt: null }), undefined, now))).toBe("allowed");
});

test("[ALE-59] what law or another's rule sets cannot be paused", () => {
  const rule = { basis: "rule", within: { hours: 24 } } as const;
  expect(codeOf(() => mayPause(aClock(), rule, now))).toBe("clock.by-law");
});

test("[CC-05] the date of a coordinator is not paused, whatever the policy calls its number", () => {
  const text = { basis: "text", within: { days: 45 } } as const;
  const clock = aClock({ promise: "coordinator-publication" });
  expect(codeOf(() => mayPause(clock, text, now))).toBe("clock.by-law");
});

test("what was agreed, is over, paused or overdue already, or is others' cannot be paused", () => {
  const pausing = (rest: Partial<LedgerClock>) => codeOf(() => mayPause(aClock(rest), target, now));
  expect(codeOf(() => mayPause(aClock(), { basis: "agreed", within: "agreed" }, now))).toBe(
    "clock.agreed",
  );
  expect(pausing({ metAt: day(-1) })).toBe("clock.finished");
  expect(pausing({ stoppedAt: day(-1) })).toBe("clock.finished");
  expect(pausing({ pausedAt: day(-1) })).toBe("clock.paused");
  expect(pausing({ dueAt: day(-1) })).toBe("clock.overdue");
  expect(pausing({ promise: "waiting-for-reporter" })).toBe("clock.theirs");
});

test("only what is paused resumes", () => {
  expect(codeOf(() => mayResume(aClock({ pausedAt: day(-1) })))).toBe("allowed");
  expect(codeOf(() => mayResume(aClock()))).toBe("clock.not-paused");
  expect(codeOf(() => mayResume(aClock({ pausedAt: day(-1), stoppedAt: now })))).toBe(
    "clock.finished",
  );
});

test("only a broken promise of ours is explained", () => {
  const explaining = (rest: Partial<LedgerClock>) => {
    const [entry] = ledgerOf([ale], [aClock(rest)], now);
    if (!entry) throw new Error("no entry");
    return codeOf(() => mayExplain(entry));
  };
  expect(explaining({ dueAt: day(-1) })).toBe("allowed");
  expect(explaining({ dueAt: day(-2), metAt: day(-1) })).toBe("allowed");
  expect(explaining({})).toBe("clock.not-broken");
  expect(explaining({ promise: "waiting-for-reporter", dueAt: day(-1) })).toBe("clock.theirs");
});
