/** Turns a fact that people record into the event that clocks see. Decides only; records nothing. */
import { staffSide } from "../cases/sides.ts";
import { Refusal } from "../refusal.ts";
import { type Clock, type ClockEvent, isRunning } from "./clock.ts";
import { type Milestone, milestoneOf } from "./milestones.ts";
import { type PromiseId, promiseOf, promises } from "./promises.ts";

/** What people say of the fact. */
export type MilestoneInput = {
  /** When it happened; now, where it is left out. */
  at?: Date | undefined;
  until?: Date | undefined;
  partyId?: string | undefined;
  /** The promise that it concerns, where several of a kind run. */
  clockId?: string | undefined;
};

/** The case as far as a fact on it needs it. */
export type MilestoneCase = {
  caseId: string;
  /** The party that opened the case. */
  reporterId?: string | undefined;
  partyIds: readonly string[];
  clocks: readonly (Clock & { clockId: string })[];
  now: Date;
  /** An id for an appeal that begins with this fact. */
  newSubjectId: string;
};

/** Whose clocks the fact turns, from when, and to which date. */
export type MilestoneEvent = Pick<ClockEvent, "owedTo" | "subjectId" | "agreed"> & { at: Date };

// Older than any PSIRT: a mistyped year, not a fact.
const earliest = new Date("2000-01-01T00:00:00Z");
const yearMs = 366 * 86_400_000;

/**
 * The event that the fact becomes. Refuses with milestone.at or milestone.until a time that cannot
 * be right, with milestone.which where it could concern several promises and says none, and with
 * party.unknown or clock.unknown what the case does not have.
 */
export function milestoneEvent(
  milestone: Milestone,
  input: MilestoneInput,
  on: MilestoneCase,
): MilestoneEvent {
  if (input.partyId && !on.partyIds.includes(input.partyId)) throw new Refusal("party.unknown");
  const at = happenedAt(input, on.now);
  const agreed = dateOf(milestone, input, at);
  const whose = concerned(milestone, input, on);
  mustNotPrecede(at, milestone, whose, on);
  if (!agreed) mustNotBeginEarlier(at, milestone, whose, on);
  return { at, ...(agreed ? { agreed } : {}), ...whose };
}

/** What began a promise may be recorded a little later than what keeps it. */
const slackMs = 60_000;

/**
 * A promise cannot be kept or ended before it began: the answer to an earlier request would keep the
 * later one. What may come early is settled by whatever was done before.
 */
function mustNotPrecede(
  at: Date,
  { type }: Milestone,
  whose: Whose,
  { clocks }: MilestoneCase,
): void {
  const isEarly = (clock: Clock) =>
    listens(clock.promise, type) &&
    !promiseOf(clock.promise).mayComeEarly &&
    beganAfter(at, clock, whose);
  if (clocks.some(isEarly)) {
    throw new Refusal("milestone.at", {
      problem: "it lies before the beginning of a promise that it would keep or end",
    });
  }
}

/**
 * A promise goes on as it began, so an earlier time of the same fact would be recorded and change
 * nothing: a day that the law counts from would silently be wrong. The first record is taken back.
 */
function mustNotBeginEarlier(
  at: Date,
  { type, takenBackBy }: Milestone,
  whose: Whose,
  { clocks }: MilestoneCase,
): void {
  // A coordinator's first attempt may become known late, and then counts (CC-06).
  const isBegun = ({ promise }: Clock) =>
    promiseOf(promise).to !== "coordinator" &&
    Object.values(promiseOf(promise).anchors).flat().includes(type);
  if (takenBackBy && clocks.some((clock) => isBegun(clock) && beganAfter(at, clock, whose))) {
    const back = milestoneOf(takenBackBy)?.says ?? takenBackBy;
    throw new Refusal("milestone.at", {
      problem: `a promise runs already from a later time of this; record “${back}” first, then this anew`,
    });
  }
}

type Whose = Pick<ClockEvent, "owedTo" | "subjectId">;

function beganAfter(at: Date, clock: Clock, { owedTo, subjectId }: Whose): boolean {
  return (
    isRunning(clock) &&
    (owedTo === undefined || clock.owedTo === owedTo) &&
    (subjectId === undefined || clock.subjectId === subjectId) &&
    +clock.startedAt > +at + slackMs
  );
}

function happenedAt({ at }: MilestoneInput, now: Date): Date {
  if (!at) return now;
  if (at > now) {
    throw new Refusal("milestone.at", {
      problem: "it lies in the future; record it once it is so",
    });
  }
  if (at < earliest) throw new Refusal("milestone.at", { problem: "it lies before the year 2000" });
  return at;
}

function dateOf({ until: rule }: Milestone, { until }: MilestoneInput, at: Date): Date | undefined {
  const refuse = (problem: string) => {
    throw new Refusal("milestone.until", { problem });
  };
  if (!until) return rule === "needed" ? refuse("this fact needs its date") : undefined;
  if (rule === "none") return refuse("this fact has no date of its own; leave it empty");
  if (until <= at) return refuse("it must be later than the fact itself");
  if (+until - +at > 20 * yearMs) return refuse("it lies more than twenty years ahead");
  return until;
}

function concerned(milestone: Milestone, input: MilestoneInput, on: MilestoneCase) {
  const chosen = input.clockId
    ? on.clocks.find(({ clockId }) => clockId === input.clockId)
    : undefined;
  if (input.clockId && !chosen) throw new Refusal("clock.unknown");
  if (milestone.about === "case") return ofCase(milestone, input, on);
  if (chosen && !isOfMatter(chosen, milestone)) throw new Refusal("milestone.nothing");
  if (chosen) return { owedTo: chosen.owedTo, subjectId: chosen.subjectId };
  return milestone.about === "appeal"
    ? ofAppeal(milestone, input, on)
    : ofOpenMatter(milestone, input, on);
}

function ofCase(milestone: Milestone, { partyId }: MilestoneInput, on: MilestoneCase) {
  const { caseId: subjectId } = on;
  if (milestone.party === "nobody") return { subjectId };
  const owedTo = partyId ?? (milestone.party === "reporter" ? on.reporterId : undefined);
  if (owedTo) return { owedTo, subjectId };
  // A promise that begins without a party is kept on the staff side; what ends one ends all.
  return begins(milestone) ? { owedTo: staffSide, subjectId } : { subjectId };
}

/** A received appeal is a new matter; what follows belongs to one that runs, or to the latest. */
function ofAppeal(milestone: Milestone, { partyId }: MilestoneInput, on: MilestoneCase) {
  const isNew = milestone.takenBackBy !== undefined;
  const [open] = isNew ? [] : mattersOf(milestone, partyId, on);
  const latest = isNew ? undefined : latestMatter(milestone, partyId, on);
  return open ?? latest ?? { owedTo: partyId ?? staffSide, subjectId: on.newSubjectId };
}

/**
 * Whether the fact can be about the promise that was chosen. Any other would begin or keep an appeal
 * on the side of a party that made none; and what just arrived is about nothing that runs already.
 */
function isOfMatter({ promise }: Clock, milestone: Milestone): boolean {
  if (milestone.about !== "appeal") return listens(promise, milestone.type);
  return milestone.takenBackBy === undefined && isOfFamily(promise, milestone);
}

function isOfFamily(promise: PromiseId, { type }: Pick<Milestone, "type">): boolean {
  const family = `${type.split(".")[0]}.`;
  return promiseOf(promise).stoppedBy.some((each) => each.startsWith(family));
}

function latestMatter({ type }: Milestone, partyId: string | undefined, on: MilestoneCase) {
  const found = on.clocks
    .filter(({ owedTo }) => !partyId || owedTo === partyId)
    .filter(({ promise }) => isOfFamily(promise, { type }))
    .toSorted((a, b) => +b.startedAt - +a.startedAt)[0];
  return found && { owedTo: found.owedTo, subjectId: found.subjectId };
}

function ofOpenMatter(milestone: Milestone, { partyId }: MilestoneInput, on: MilestoneCase) {
  const [only] = mattersOf(milestone, partyId, on);
  if (!only) throw new Refusal("milestone.nothing");
  return only;
}

/** What the fact could be about: the one matter whose promises wait for it. */
function mattersOf(milestone: Milestone, partyId: string | undefined, on: MilestoneCase) {
  const found = new Map<string, { owedTo: string; subjectId: string }>();
  for (const clock of on.clocks.filter(isRunning)) {
    const { owedTo, subjectId } = clock;
    if (partyId && owedTo !== partyId) continue;
    if (listens(clock.promise, milestone.type))
      found.set(`${owedTo} ${subjectId}`, { owedTo, subjectId });
  }
  if (found.size > 1) throw new Refusal("milestone.which");
  return [...found.values()];
}

function listens(promise: PromiseId, type: string): boolean {
  const { metBy, stoppedBy } = promiseOf(promise);
  return metBy.includes(type) || stoppedBy.includes(type);
}

function begins({ type }: Milestone): boolean {
  return promises.some(({ anchors }) => Object.values(anchors).flat().includes(type));
}
