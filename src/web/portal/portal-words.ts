/** How the portal speaks: of promises with their dates, never of a target as a promise. */
import { type Clock, isRunning } from "../../core/clocks/clock.ts";
import { type PromiseId, promiseOf } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";
import type { DueProps } from "../../ui/due.tsx";

/** Ends the sentences "We will …" and "We aim to …". */
const deeds: Readonly<Record<PromiseId, string>> = {
  "acknowledge-report": "acknowledge your report",
  relevancy: "tell you whether it concerns our products",
  "status-update": "tell you how it goes",
  "waiting-for-reporter": "hear from you",
  conclusion: "tell you what we found",
  "remedy-date": "make a remedy available",
  advisory: "publish it",
  "coordinator-publication": "be ready for the date of the coordinator",
  "acknowledge-appeal": "acknowledge your appeal",
  "entity-accepts": "hand your report to the right team",
  "third-party-analysis": "analyse the notice",
  "propose-embargo": "propose an embargo to you",
  "embargo-end": "be ready when the embargo ends",
  "grace-period": "keep details back until the grace period ends",
  "answer-consent": "answer whether you may publish",
  "decide-cve": "decide on a CVE id",
  "answer-cve-request": "answer your request for a CVE id",
  "publish-cve-record": "publish the CVE record",
  "publish-cve-record-after-others": "publish the CVE record",
  "exception-end": "look at our exception again",
  "regulator-early-warning": "warn the authority",
  "regulator-notification": "notify the authority",
  "regulator-intermediate-report": "report to the authority",
  "regulator-final-report": "send the authority our final report",
  "regulator-incident-report": "send the authority our final report",
  "collect-evidence": "collect what both sides know",
  "decide-appeal": "tell you our decision on your appeal",
  "acknowledge-dispute": "acknowledge your dispute",
  "decide-dispute": "tell you our decision on your dispute",
  "key-expiry": "replace our key",
  "security-txt-expiry": "renew our security.txt",
};

/**
 * The promises towards the reader, the ones that are owed first. A kept promise is a fact and keeps
 * its date; a date ahead is shown only as far as the policy lets it be said.
 */
export function promisesOf(policy: Policy, clocks: readonly Clock[], zone: string): DueProps[] {
  const ours = clocks.filter((clock) => promiseOf(clock.promise).owedBy === "us");
  const owed = ours.filter(isRunning).sort(byDue);
  const met = ours.filter((clock) => clock.metAt !== undefined).sort(byMet);
  // A promise that recurs is told once, by its last time.
  const last = met.filter((clock, at) => met.findIndex(isAlike(clock)) === at);
  return [
    ...owed.map((clock) => owedPromise(policy, clock, zone)),
    ...last.map((clock) => metPromise(clock, zone)),
  ];
}

function owedPromise(policy: Policy, clock: Clock, zone: string): DueProps {
  const terms = policy.promises[clock.promise];
  const wording = terms ? wordingOf(terms) : "unsaid";
  const deed = deeds[clock.promise];
  const promise = wording === "aimed-at" ? `We aim to ${deed}` : `We will ${deed}`;
  if (clock.pausedAt) return { state: "paused", promise, word: "Waiting for your answer" };
  if (wording === "unsaid" || !clock.dueAt) return { state: "open", promise, word: "Under way" };
  return {
    state: "open",
    promise,
    at: clock.dueAt,
    zone,
    word: wording === "aimed-at" ? "Aim" : "By",
  };
}

function metPromise(clock: Clock, zone: string): DueProps {
  const deed = deeds[clock.promise];
  return { state: "met", promise: sentence(deed), at: clock.metAt, zone, word: "Done" };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function isAlike(clock: Clock) {
  return (other: Clock) => other.promise === clock.promise;
}

function byMet(a: Clock, b: Clock): number {
  return (b.metAt?.getTime() ?? 0) - (a.metAt?.getTime() ?? 0);
}

function byDue(a: Clock, b: Clock): number {
  const far = Number.POSITIVE_INFINITY;
  return (a.dueAt?.getTime() ?? far) - (b.dueAt?.getTime() ?? far);
}

/** When each step of the process was done, by the clocks that ended it. */
export function doneAt(clocks: readonly Clock[], promise: PromiseId | null): Date | undefined {
  return clocks.find((clock) => clock.promise === promise && clock.metAt)?.metAt;
}

/** Whether we wait for the reader. */
export function isAsked(clocks: readonly Clock[]): boolean {
  return clocks.some((clock) => clock.promise === "waiting-for-reporter" && isRunning(clock));
}
