/**
 * Why a promise has no ticking clock on a case, as a fact and as one English sentence. Decides only;
 * it never starts a clock.
 */
import type { Policy } from "../policy/policy.ts";
import { type Clock, isRunning } from "./clock.ts";
import { milestoneOf } from "./milestones.ts";
import { type PromiseId, promiseOf } from "./promises.ts";

/** What to ask about: a promise, and the party if only what is owed to it counts. */
export type Question = {
  promise: PromiseId;
  policy: Pick<Policy, "name" | "version" | "promises">;
  /** Every clock of the case, finished ones too. */
  clocks: readonly Clock[];
  owedTo?: string;
};

export type WhyNoClock =
  /** The policy version says nothing of it. */
  | { why: "not-promised"; policy: string; version: number }
  /** It is about the house's own key or file, which no case holds. */
  | { why: "of-the-house" }
  /** None of these events has happened on the case. */
  | { why: "not-begun"; waitsFor: readonly string[] }
  /** It runs, or ran, but towards others. */
  | { why: "not-towards-this-party" }
  /** It is owed since then, but nobody set a number: it never falls due. */
  | { why: "no-number"; since: Date }
  | { why: "paused"; since: Date }
  | { why: "kept"; at: Date; by?: string }
  | { why: "stopped"; at: Date; by?: string };

/** The reason, or undefined where a clock of the promise ticks towards a date. */
export function whyNoClock({ promise, policy, clocks, owedTo }: Question): WhyNoClock | undefined {
  const all = clocks.filter((clock) => clock.promise === promise);
  const mine = all.filter((clock) => owedTo === undefined || clock.owedTo === owedTo);
  const running = mine.filter(isRunning);
  if (running.some((clock) => clock.dueAt && !clock.pausedAt)) return undefined;
  const [first] = running;
  if (first?.pausedAt) return { why: "paused", since: first.pausedAt };
  if (first) return { why: "no-number", since: first.startedAt };
  return finished(mine) ?? notThere(promise, policy, all.length > 0);
}

/** What became of the clock that ended last. */
function finished(clocks: readonly Clock[]): WhyNoClock | undefined {
  const last = clocks.toSorted((a, b) => endOf(a) - endOf(b)).at(-1);
  if (last?.metAt) {
    return { why: "kept", at: last.metAt, ...(last.metBy ? { by: last.metBy } : {}) };
  }
  if (!last?.stoppedAt) return undefined;
  return { why: "stopped", at: last.stoppedAt, ...(last.stoppedBy ? { by: last.stoppedBy } : {}) };
}

function endOf({ metAt, stoppedAt }: Clock): number {
  return +(metAt ?? stoppedAt ?? 0);
}

function notThere(
  promise: PromiseId,
  policy: Question["policy"],
  towardsOthers: boolean,
): WhyNoClock {
  const kind = promiseOf(promise);
  const terms = policy.promises[promise];
  if (!terms) return { why: "not-promised", policy: policy.name, version: policy.version };
  if (kind.about === "house") return { why: "of-the-house" };
  if (towardsOthers) return { why: "not-towards-this-party" };
  return { why: "not-begun", waitsFor: kind.anchors[terms.from] ?? [] };
}

/**
 * The reason in one English sentence, the same for pages, API and command line. `sayDate` writes an
 * instant in the reader's zone.
 */
export function whyNoClockInWords(
  reason: WhyNoClock,
  promise: PromiseId,
  sayDate: (at: Date) => string = (at) => at.toISOString(),
): string {
  const { deed } = promiseOf(promise);
  switch (reason.why) {
    case "not-promised":
      return `Version ${reason.version} of the policy ${reason.policy} does not promise to ${deed}.`;
    case "of-the-house":
      return "It is about the team's own key or file, not about a case.";
    case "not-begun":
      return `It has not begun: it begins when ${reason.waitsFor.map(beginning).join(", or when ")}.`;
    case "not-towards-this-party":
      return "It is not owed to this party: nothing that begins it has happened towards them.";
    case "no-number":
      return `It is owed since ${sayDate(reason.since)}, but no number is set: it never falls due.`;
    case "paused":
      return `It stands still since ${sayDate(reason.since)}.`;
    case "kept":
      return `It was kept on ${sayDate(reason.at)}.`;
    case "stopped":
      return `It ended on ${sayDate(reason.at)} without having to be kept.`;
  }
}

/** Events that a deed makes, in words; the others are facts that people record (milestones.ts). */
const beginnings: Readonly<Record<string, string>> = {
  "report.received": "a report arrives",
  "acknowledgement.sent": "the report has been acknowledged",
  "redirect.sent": "somebody under attack has been told where to turn",
  "relevancy.told": "the reporter has been told whether the report is relevant",
  "question.asked": "we ask the reporter something",
  "remedy.promised": "a date for a remedy is promised",
  "case.reopened": "the case is opened again",
  "entity.assigned": "the case is given to an entity",
  "vulnerability.confirmed": "a vulnerability is confirmed",
  "advisory.published": "our advisory is published",
};

function beginning(type: string): string {
  const fact = milestoneOf(type);
  return beginnings[type] ?? (fact ? `this is recorded: “${fact.says}”` : type);
}
