import { describe, expect, test } from "vitest";
import { claimsOfVendor } from "../../../test/support/house-claims.ts";
import { type LedgerClock, ledgerOf } from "../../core/clocks/ledger.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import { promiseIds } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PromiseTerms } from "../../core/policy/promise-terms.ts";
import { promisesTo } from "./portal-words.ts";

const reporter = "reporter";
const day = (count: number) => new Date(Date.UTC(2026, 2, 1 + count));
const now = day(20);

const terms = (more: Partial<PromiseTerms> = {}): PromiseTerms => ({
  from: "received",
  within: { days: 10 },
  basis: "text",
  bySeverity: {},
  satisfiedBy: "any",
  warnHoursBefore: [],
  showTarget: false,
  requirements: [],
  ...more,
});

const versionWith = (version: number, each: PromiseTerms) => ({
  version,
  promises: Object.fromEntries(promiseIds.map((id) => [id, each])) as Policy["promises"],
});

let made = 0;
function clock(more: Partial<LedgerClock> = {}): LedgerClock {
  made += 1;
  return {
    clockId: `clock-${made}`,
    promise: "relevancy",
    owedTo: reporter,
    subjectId: "report",
    policyVersion: 1,
    startedAt: day(0),
    dueAt: day(30),
    formerDues: [],
    pausedMs: 0,
    ...more,
  };
}

function shown(
  clocks: readonly LedgerClock[],
  policies: Parameters<typeof ledgerOf>[0] = [versionWith(1, terms())],
  asked = false,
  roles: Policy["roles"] = ["vendor"],
) {
  const ledger = ledgerOf(policies, clocks, now);
  return promisesTo(ledger, { policies, roles, partyId: reporter, asked });
}

const target = [versionWith(1, terms({ basis: "target" }))];
const aim = [versionWith(1, terms({ basis: "target", showTarget: true }))];

describe("what we owe the reporter, in their words", () => {
  test.each([
    ["promised", { dueAt: day(30) }, "open", "By", day(30)],
    ["overdue", { dueAt: day(10) }, "overdue", "Overdue since", day(10)],
    ["kept", { dueAt: day(10), metAt: day(9) }, "kept", "Kept", day(9)],
    ["kept late", { dueAt: day(10), metAt: day(12) }, "late", "Kept late", day(12)],
    ["over before its time", { stoppedAt: day(9) }, "open", "No longer owed since", day(9)],
    ["closed unkept", { dueAt: day(8), stoppedAt: day(9) }, "overdue", "Not kept by", day(8)],
  ] as const)("%s: a promise with its date", (_, clockIs, state, word, at) => {
    const [promise] = shown([clock(clockIs)]);
    expect(promise?.due).toEqual({
      promise: "We promised to tell you whether it concerns our products",
      state,
      word,
      at,
    });
  });

  test("a promise that was not kept says why, or that we have not said so yet", () => {
    const late = { dueAt: day(10), metAt: day(12) };
    const breach = { explainedAt: day(13), reason: "We were ill." };
    expect(shown([clock(late)])[0]?.breach).toBe("We did not keep this. We have not yet said why.");
    expect(shown([clock({ ...late, breach })])[0]?.breach).toBe(
      "We did not keep this: We were ill.",
    );
    expect(shown([clock({ dueAt: day(10), metAt: day(9) })])[0]?.breach).toBeUndefined();
  });

  test("a target is never told: neither its date, nor that it was missed", () => {
    const clocks = [
      clock({ dueAt: day(10) }),
      clock({ subjectId: "b", dueAt: day(10), metAt: day(12) }),
      clock({ subjectId: "c", dueAt: day(30), stoppedAt: day(11) }),
      clock({ subjectId: "d", formerDues: [former("agreed")] }),
    ];
    const told = shown(clocks, target);
    expect(told.map(({ due }) => [due.word, due.at])).toEqual([
      ["Under way", undefined],
      ["Under way", undefined],
      ["Done", day(12)],
    ]);
    expect(
      told.flatMap(({ moved, breach, promisedFor }) => [...moved, breach, promisedFor]),
    ).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
    expect(JSON.stringify(told)).not.toContain("promised");
  });

  test("what is told first does not give away that a target was missed", () => {
    const policies = [
      {
        version: 1,
        promises: { relevancy: terms({ basis: "target" }), "status-update": terms() },
      },
    ];
    const clocks = [
      clock({ promise: "relevancy", dueAt: day(10) }),
      clock({ promise: "status-update", dueAt: day(30) }),
    ];
    expect(shown(clocks, policies).map(({ due }) => due.word)).toEqual(["By", "Under way"]);
  });

  test("an aim is an aim: with its date, and never called promised or not kept", () => {
    const clocks = [
      clock({ dueAt: day(10) }),
      clock({ subjectId: "b", dueAt: day(10), metAt: day(12) }),
    ];
    const told = shown(clocks, aim);
    expect(told.map(({ due }) => `${due.promise}: ${due.word}`)).toEqual([
      "We aim to tell you whether it concerns our products: Later than we aimed at",
      "Tell you whether it concerns our products: Done, later than we aimed at",
    ]);
    expect(JSON.stringify(told)).not.toMatch(/promised|not keep/);
  });

  test("a clock that stands still says since when, and that it waits for the reader where it does", () => {
    const paused = [clock({ pausedAt: day(15) })];
    expect(shown(paused, undefined, true)[0]?.due).toMatchObject({
      state: "paused",
      word: "Waiting for your answer since",
      at: day(15),
    });
    expect(shown(paused)[0]?.due.word).toBe("Standing still since");
  });
});

const former = (because: "agreed" | "severity" | "policy" | "resumed", dueAt = day(12)) => ({
  dueAt,
  movedAt: day(9),
  because,
  eventId: "event",
});

describe("dates that were moved", () => {
  test.each([
    ["agreed", "because you and we agreed"],
    ["severity", "because the severity changed"],
    ["policy", "because our policy changed"],
    ["resumed", "because we had waited for an answer"],
  ] as const)("%s", (because, why) => {
    const [promise] = shown([clock({ formerDues: [former(because)] })]);
    expect(promise?.moved).toEqual([{ was: day(12), movedAt: day(9), why }]);
  });

  test("a promised date that had passed when it was moved is told as not kept", () => {
    const [open] = shown([clock({ formerDues: [former("policy", day(5))] })]);
    expect(open?.breach).toBe("We did not keep this. We have not yet said why.");
    const [kept] = shown([clock({ formerDues: [former("policy", day(5))], metAt: day(10) })]);
    expect(kept?.due).toMatchObject({ state: "late", word: "Kept late" });
  });

  test("a target that had passed when a promise took its place was no promise to the reader", () => {
    const policies = [versionWith(1, terms({ basis: "target" })), versionWith(2, terms())];
    const moved = { policyVersion: 2, formerDues: [former("policy", day(5))] };
    const told = shown([clock(moved), clock({ ...moved, metAt: day(10) })], policies);
    expect(JSON.stringify(told)).not.toMatch(/not keep|late/);
  });

  test("a date from a version in which it was a mere target is not told", () => {
    const policies = [versionWith(1, terms({ basis: "target" })), versionWith(2, terms())];
    const moved = clock({
      policyVersion: 2,
      formerDues: [former("severity"), former("policy"), former("agreed", day(14))],
    });
    const [promise] = shown([moved], policies);
    expect(promise?.due.word).toBe("By");
    expect(promise?.moved.map(({ was }) => was)).toEqual([null, null, day(14)]);
  });
});

describe("a promise that recurs", () => {
  const update = (more: Partial<LedgerClock>) => clock({ promise: "status-update", ...more });

  test("is told as owed now, by its last turn, and with the earlier ones behind it", () => {
    const turns = [
      update({ dueAt: day(5), metAt: day(4) }),
      update({ dueAt: day(10), metAt: day(11) }),
      update({ dueAt: day(18), metAt: day(17) }),
      update({}),
    ];
    const told = shown(turns);
    expect(told.map(({ due }) => due.word)).toEqual(["By", "Kept"]);
    expect(told[0]?.due.promise).toBe("We promised you news");
    expect(told[1]?.earlier.map(({ due }) => due.word)).toEqual(["Kept late", "Kept"]);
  });

  test("of one subject is not mixed with another, and a promise that does not recur stands alone", () => {
    const turns = [
      update({ metAt: day(4) }),
      update({ metAt: day(5), subjectId: "other" }),
      clock({ metAt: day(6) }),
      clock({ metAt: day(7) }),
    ];
    expect(shown(turns).map(({ earlier }) => earlier.length)).toEqual([0, 0, 0, 0]);
  });
});

test("nobody is told what is owed to others, to authorities or to ourselves", () => {
  const others: LedgerClock[] = [
    clock({ owedTo: "coordinator" }),
    ...(
      [
        "waiting-for-reporter",
        "regulator-notification",
        "decide-cve",
        "publish-cve-record",
      ] as PromiseId[]
    ).map((promise) => clock({ promise })),
  ];
  expect(shown(others)).toEqual([]);
});

test("[ALE-30] no promise of a team that coordinates claims products or customers of its own", () => {
  for (const each of [terms(), ...[...target, ...aim].map(({ promises }) => promises.relevancy)]) {
    const clocks = promiseIds.flatMap((promise) => [
      clock({ promise }),
      clock({ promise, metAt: day(9) }),
    ]);
    const told = shown(clocks, [versionWith(1, each ?? terms())], false, ["coordinator", "cna"]);
    expect(told.length).toBeGreaterThan(10);
    expect(claimsOfVendor(JSON.stringify(told))).toEqual([]);
  }
});
