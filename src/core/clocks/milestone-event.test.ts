import { expect, test } from "vitest";
import { staffSide } from "../cases/sides.ts";
import { Refusal } from "../refusal.ts";
import type { Clock } from "./clock.ts";
import { type MilestoneCase, type MilestoneInput, milestoneEvent } from "./milestone-event.ts";
import { milestoneOf } from "./milestones.ts";
import type { PromiseId } from "./promises.ts";

const now = new Date("2026-06-10T12:00:00Z");
const earlier = new Date("2026-06-09T08:00:00Z");
const later = new Date("2026-09-01T12:00:00Z");

function aClock(promise: PromiseId, subjectId: string, rest: Partial<Clock> = {}) {
  return {
    clockId: `${promise} ${subjectId}`,
    promise,
    owedTo: "appellant",
    subjectId,
    policyVersion: 1,
    startedAt: earlier,
    dueAt: later,
    formerDues: [],
    pausedMs: 0,
    ...rest,
  };
}

function eventOf(type: string, input: MilestoneInput = {}, on: Partial<MilestoneCase> = {}) {
  const milestone = milestoneOf(type);
  if (!milestone) throw new Error(`no fact is called ${type}`);
  return milestoneEvent(milestone, input, {
    caseId: "case",
    reporterId: "reporter",
    partyIds: ["reporter", "vendor", "appellant"],
    clocks: [],
    now,
    newSubjectId: "new",
    ...on,
  });
}

const problemOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.details.problem ?? ""}`.trim();
    throw error;
  }
  return "done";
};

test("[CC-06] a fact counts from when it happened, and from now where nobody says", () => {
  expect(eventOf("coordinator.contact-attempted", { at: earlier }).at).toEqual(earlier);
  expect(eventOf("coordinator.contact-attempted").at).toEqual(now);
});

test("a fact cannot lie in the future, nor before there was any team to learn of it", () => {
  expect(problemOf(() => eventOf("exploitation.known", { at: later }))).toMatch(
    /^milestone.at it lies in the future/,
  );
  const year200 = new Date("0200-01-01T00:00:00Z");
  expect(problemOf(() => eventOf("exploitation.known", { at: year200 }))).toMatch(/^milestone.at/);
});

test("[TH-14] an agreement needs its date, which is later than the agreement", () => {
  const agreed = "embargo.agreed";
  expect(problemOf(() => eventOf(agreed))).toMatch(/^milestone.until this fact needs its date/);
  expect(problemOf(() => eventOf(agreed, { until: now }))).toMatch(/must be later/);
  const year2206 = new Date("2206-09-01T12:00:00Z");
  expect(problemOf(() => eventOf(agreed, { until: year2206 }))).toMatch(/twenty years/);
  expect(eventOf(agreed, { until: later })).toEqual({
    at: now,
    agreed: later,
    owedTo: "reporter",
    subjectId: "case",
  });
});

test("a fact without a date of its own takes none, but a coordinator may state one", () => {
  expect(problemOf(() => eventOf("embargo.ended", { until: later }))).toMatch(/no date of its own/);
  expect(eventOf("coordinator.contact-attempted", { until: later }).agreed).toEqual(later);
});

test("an agreement is with the reporter unless another party is named; what ends it ends it for all", () => {
  expect(eventOf("grace-period.agreed", { until: later, partyId: "vendor" }).owedTo).toBe("vendor");
  expect(eventOf("embargo.ended")).toEqual({ at: now, subjectId: "case" });
  expect(eventOf("embargo.ended", { partyId: "vendor" }).owedTo).toBe("vendor");
});

test("a fact about nobody on the case names no party, even where one was chosen", () => {
  expect(eventOf("exploitation.known", { partyId: "vendor" })).toEqual({
    at: now,
    subjectId: "case",
  });
});

test("a promise that begins without a party is kept on the staff side", () => {
  expect(eventOf("coordinator.contact-attempted").owedTo).toBe(staffSide);
});

test("a party or a promise of another case is refused", () => {
  expect(problemOf(() => eventOf("embargo.ended", { partyId: "stranger" }))).toBe("party.unknown");
  expect(problemOf(() => eventOf("embargo.ended", { clockId: "none" }))).toBe("clock.unknown");
});

test("[TH-42] every appeal that arrives is a matter of its own", () => {
  const clocks = [aClock("acknowledge-appeal", "first")];
  expect(eventOf("appeal.received", { partyId: "appellant" }, { clocks })).toMatchObject({
    owedTo: "appellant",
    subjectId: "new",
  });
});

test("[TH-18] the answer to an earlier request keeps no later one", () => {
  const clocks = [aClock("answer-consent", "case", { owedTo: "reporter" })];
  const before = new Date("2026-06-08T08:00:00Z");
  const problem = /^milestone.at it lies before the beginning of a promise/;
  expect(problemOf(() => eventOf("consent.answered", { at: before }, { clocks }))).toMatch(problem);
  expect(problemOf(() => eventOf("consent.withdrawn", { at: before }, { clocks }))).toMatch(
    problem,
  );
  expect(problemOf(() => eventOf("consent.answered", { at: earlier }, { clocks }))).toBe("done");
  const vendor = { at: before, partyId: "vendor" };
  expect(problemOf(() => eventOf("consent.answered", vendor, { clocks }))).toBe("done");
});

test("[ALE-59] [CC-06] an earlier time of what runs already is not recorded to no effect", () => {
  const clocks = [aClock("regulator-early-warning", "case", { owedTo: staffSide })];
  const before = new Date("2026-06-08T08:00:00Z");
  const known = (at: Date) => problemOf(() => eventOf("exploitation.known", { at }, { clocks }));
  expect(known(before)).toMatch(/^milestone.at a promise runs already.*proved to be none.*first/);
  expect(known(earlier)).toBe("done");
  expect(known(now)).toBe("done");
  const embargo = [aClock("embargo-end", "case", { owedTo: "reporter" })];
  const agreed = { at: before, until: later };
  expect(problemOf(() => eventOf("embargo.agreed", agreed, { clocks: embargo }))).toBe("done");
});

test("[ALE-59] an authority may have been told before we knew for certain", () => {
  const clocks = [aClock("regulator-early-warning", "case", { owedTo: staffSide })];
  const before = new Date("2026-06-08T08:00:00Z");
  expect(problemOf(() => eventOf("regulator.early-warning-sent", { at: before }, { clocks }))).toBe(
    "done",
  );
});

test("what follows an appeal belongs to the one that waits for it", () => {
  const clocks = [aClock("acknowledge-appeal", "first")];
  expect(eventOf("appeal.acknowledged", {}, { clocks })).toMatchObject({
    owedTo: "appellant",
    subjectId: "first",
  });
});

test("where two appeals wait, the promise must be named", () => {
  const clocks = [aClock("acknowledge-appeal", "first"), aClock("acknowledge-appeal", "second")];
  expect(problemOf(() => eventOf("appeal.acknowledged", {}, { clocks }))).toBe("milestone.which");
  const clockId = "acknowledge-appeal second";
  expect(eventOf("appeal.acknowledged", { clockId }, { clocks }).subjectId).toBe("second");
});

test("an appeal is never put on a promise of another sort, nor on one that is there already", () => {
  const clocks = [
    aClock("status-update", "case", { owedTo: "reporter" }),
    aClock("acknowledge-dispute", "dispute"),
  ];
  const clockId = "status-update case";
  for (const type of ["dispute.acknowledged", "dispute.decided", "appeal.evidence-complete"]) {
    expect(
      problemOf(() => eventOf(type, { clockId }, { clocks })),
      type,
    ).toBe("milestone.nothing");
  }
  const dispute = { clockId: "acknowledge-dispute dispute" };
  expect(eventOf("dispute.acknowledged", dispute, { clocks }).subjectId).toBe("dispute");
  expect(problemOf(() => eventOf("appeal.decided", dispute, { clocks }))).toBe("milestone.nothing");
  expect(problemOf(() => eventOf("dispute.received", dispute, { clocks }))).toBe(
    "milestone.nothing",
  );
  expect(problemOf(() => eventOf("question.withdrawn", { clockId }, { clocks }))).toBe(
    "milestone.nothing",
  );
});

test("[TH-43] evidence belongs to the latest appeal where the policy sets no time for it", () => {
  const clocks = [
    aClock("acknowledge-appeal", "first", { metAt: earlier, startedAt: new Date("2026-05-01") }),
    aClock("acknowledge-appeal", "second", { metAt: earlier }),
    aClock("acknowledge-dispute", "a dispute", { startedAt: now }),
  ];
  expect(eventOf("appeal.evidence-complete", {}, { clocks }).subjectId).toBe("second");
});

test("a question that is not open cannot be withdrawn", () => {
  expect(problemOf(() => eventOf("question.withdrawn"))).toBe("milestone.nothing");
  const clocks = [aClock("waiting-for-reporter", "question", { owedTo: "reporter" })];
  expect(eventOf("question.withdrawn", {}, { clocks })).toMatchObject({
    owedTo: "reporter",
    subjectId: "question",
  });
});
