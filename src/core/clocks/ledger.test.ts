import fc from "fast-check";
import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { isBroken, isOwed, type LedgerClock, ledgerOf } from "./ledger.ts";
import { promiseIds, promiseOf } from "./promises.ts";

const ale = policyOf("ale.yaml");
const now = new Date("2026-06-10T12:00:00Z");
const day = (count: number) => new Date(+now + count * 86_400_000);

function aClock(rest: Partial<LedgerClock> = {}): LedgerClock {
  return {
    clockId: "clock",
    promise: "acknowledge-report",
    owedTo: "reporter",
    subjectId: "report",
    policyVersion: ale.version,
    startedAt: day(-3),
    dueAt: day(3),
    formerDues: [],
    pausedMs: 0,
    ...rest,
  };
}

const entryOf = (rest: Partial<LedgerClock>, policies = [ale]) => {
  const [entry] = ledgerOf(policies, [aClock(rest)], now);
  if (!entry) throw new Error("no entry");
  return entry;
};

test("a promise is open, due soon, overdue or paused until it is kept or ends", () => {
  expect(entryOf({ dueAt: day(3) }).state).toBe("open");
  expect(entryOf({ dueAt: day(0.5) }).state).toBe("due-soon");
  expect(entryOf({ dueAt: day(-0.5) }).state).toBe("overdue");
  expect(entryOf({ pausedAt: day(-1) }).state).toBe("paused");
  expect(entryOf({ metAt: day(-1) }).state).toBe("kept");
  expect(entryOf({ metAt: day(-1), dueAt: day(-2) }).state).toBe("kept-late");
  expect(entryOf({ stoppedAt: day(-1) }).state).toBe("stopped");
});

test("a promise counts as due soon from the policy's earliest warning on", () => {
  const update = { promise: "status-update", dueAt: day(2.9) } as const;
  expect(ale.promises["status-update"]?.warnHoursBefore).toEqual([72, 24]);
  expect(entryOf(update).state).toBe("due-soon");
  expect(entryOf({ ...update, dueAt: day(3.1) }).state).toBe("open");
});

test("a promise without a number is owed and never overdue or late", () => {
  expect(entryOf({ dueAt: null })).toMatchObject({ state: "open", wording: "unsaid" });
  expect(entryOf({ dueAt: null, metAt: day(-1) }).state).toBe("kept");
});

test("pausing a promise that is overdue already mends nothing", () => {
  const entry = entryOf({ dueAt: day(-2), pausedAt: day(-1) });
  expect(entry.state).toBe("overdue");
  expect(isBroken(entry)).toBe(true);
});

test("broken is what was overdue, kept late or ended after its time; never what others owe", () => {
  expect(isBroken(entryOf({ dueAt: day(-1) }))).toBe(true);
  expect(isBroken(entryOf({ dueAt: day(-2), metAt: day(-1) }))).toBe(true);
  expect(isBroken(entryOf({ dueAt: day(-2), stoppedAt: day(-1) }))).toBe(true);
  expect(isBroken(entryOf({ dueAt: day(-1), stoppedAt: day(-2) }))).toBe(false);
  expect(isBroken(entryOf({ dueAt: day(-2), pausedAt: day(-3), stoppedAt: day(-1) }))).toBe(false);
  expect(isBroken(entryOf({ promise: "waiting-for-reporter", dueAt: day(-1) }))).toBe(false);
});

test("[VEN-36] what was broken stays broken after another policy gave it a later date", () => {
  const former = { dueAt: day(-3), movedAt: day(-1), because: "policy", eventId: "move" } as const;
  const moved = entryOf({ formerDues: [former] });
  expect([moved.state, isBroken(moved)]).toEqual(["open", true]);
  expect(isBroken(entryOf({ formerDues: [former], metAt: now }))).toBe(true);
  expect(isBroken(entryOf({ formerDues: [{ ...former, movedAt: day(-4) }] }))).toBe(false);
});

test("an entry says whose number it is, what the policy's text says and how it may be told", () => {
  expect(entryOf({})).toMatchObject({
    to: "reporter",
    owedBy: "us",
    basis: "target",
    wording: "unsaid",
    says: { en: expect.stringContaining("acknowledges the reception") },
    requirements: ["ALE-29", "ALU-04"],
  });
  expect(entryOf({ promise: "remedy-date" })).toMatchObject({
    basis: "agreed",
    wording: "promised",
  });
});

test("[VEN-36] every promise is told by the policy version that it runs by", () => {
  const terms = ale.promises["acknowledge-report"];
  if (!terms) throw new Error("no such promise");
  const later = {
    ...ale,
    version: ale.version + 1,
    promises: { ...ale.promises, "acknowledge-report": { ...terms, basis: "text" as const } },
  };
  const entries = ledgerOf(
    [ale, later],
    [
      aClock({ clockId: "old" }),
      aClock({ clockId: "new", dueAt: day(4), policyVersion: later.version }),
    ],
    now,
  );
  expect(entries.map(({ clockId, basis }) => `${clockId} ${basis}`)).toEqual([
    "old target",
    "new text",
  ]);
});

test("a promise that its policy version does not make is told without a number", () => {
  expect(entryOf({ promise: "decide-cve" }, [{ ...ale, promises: {} }])).toMatchObject({
    wording: "unsaid",
    basis: "target",
  });
});

test("what is owed comes first, the worst on top; what is finished follows, newest first", () => {
  const clocks = [
    aClock({ clockId: "kept early", metAt: day(-9) }),
    aClock({ clockId: "open", dueAt: day(5) }),
    aClock({ clockId: "no number", dueAt: null }),
    aClock({ clockId: "overdue", dueAt: day(-1) }),
    aClock({ clockId: "stopped late", stoppedAt: day(-1) }),
    aClock({ clockId: "more overdue", dueAt: day(-2) }),
    aClock({ clockId: "paused", dueAt: day(1), pausedAt: day(-1) }),
    aClock({ clockId: "soon", dueAt: day(0.1) }),
  ];
  expect(ledgerOf([ale], clocks, now).map((entry) => entry.clockId)).toEqual([
    "more overdue",
    "overdue",
    "soon",
    "open",
    "no number",
    "paused",
    "stopped late",
    "kept early",
  ]);
});

test("the reason for a breach and the evidence of keeping come with the entry", () => {
  const breach = { explainedAt: day(-1), reason: "Our analyst was away." };
  const entry = entryOf({ metAt: day(-1), metBy: "event", dueAt: day(-2), breach });
  expect(entry).toMatchObject({ breach, metBy: "event" });
  expect(entry).not.toHaveProperty("pausedMs");
});

const instants = fc.integer({ min: -400, max: 400 }).map((hours) => new Date(+now + hours * 36e5));
const clocks = fc
  .record({
    promise: fc.constantFrom(...promiseIds),
    startedAt: instants,
    dueAt: fc.option(instants),
    pausedAt: fc.option(instants, { nil: undefined }),
    end: fc.option(
      fc.record({ at: instants, how: fc.constantFrom("metAt" as const, "stoppedAt" as const) }),
    ),
    clockId: fc.uuid(),
  })
  .map(({ end, pausedAt, ...rest }) =>
    aClock({
      ...rest,
      ...(pausedAt ? { pausedAt } : {}),
      ...(end ? { [end.how]: end.at } : {}),
    }),
  );

test("the ledger loses no clock and invents none, whatever order they come in", () => {
  fc.assert(
    fc.property(fc.uniqueArray(clocks, { selector: (each) => each.clockId }), (given) => {
      const one = ledgerOf([ale], given, now).map((entry) => entry.clockId);
      const other = ledgerOf([ale], given.toReversed(), now).map((entry) => entry.clockId);
      expect(other).toEqual(one);
      expect(one.toSorted()).toEqual(given.map((each) => each.clockId).toSorted());
    }),
  );
});

test("owed promises stand before finished ones, and only ours are ever broken", () => {
  fc.assert(
    fc.property(fc.array(clocks), (given) => {
      const entries = ledgerOf([ale], given, now);
      const owed = entries.map(isOwed);
      expect(owed.lastIndexOf(true) < (owed.includes(false) ? owed.indexOf(false) : 1e9)).toBe(
        true,
      );
      for (const entry of entries.filter(isBroken)) {
        expect(promiseOf(entry.promise).owedBy).toBe("us");
        expect(entry.dueAt).not.toBeNull();
      }
    }),
  );
});
