/** How the portal speaks: of promises with their dates, never of a target as a promise. */
import type { FormerDue } from "../../core/clocks/clock.ts";
import { isBroken, isOwed, type LedgerEntry } from "../../core/clocks/ledger.ts";
import { type PromiseId, promiseIds, promiseOf } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";
import type { DueProps } from "../../ui/due.tsx";

/** Ends the sentences "We promised to …", "We aim to …" and "We will …". */
const deeds: Readonly<Record<PromiseId, string>> = {
  "acknowledge-report": "acknowledge your report",
  relevancy: "tell you whether it is one for us",
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

/** A promise as its reader sees it. */
export type ShownPromise = {
  key: string;
  due: Omit<DueProps, "zone">;
  /** The date that was promised, of one that is done. */
  promisedFor?: Date;
  /** Of one that was not kept in time: why, or that we have not said so yet. */
  breach?: string;
  moved: readonly MovedDate[];
  /** Earlier turns of a promise that recurs, newest first. */
  earlier: readonly ShownPromise[];
};

/** A date that held before; null where it may not be told. */
export type MovedDate = { was: Date | null; movedAt: Date; why: string };

/** What the reader may know of them: every version of the policy, whose party, and on whom we wait. */
type Reading = {
  policies: readonly Pick<Policy, "version" | "promises">[];
  /** What the team is: one that coordinates has no products of its own. */
  roles: Policy["roles"];
  partyId: string;
  asked: boolean;
};

/**
 * The promises towards the reader, those that are owed first. What is owed to others is not told,
 * nor what concerns authorities, the CVE Program or our own house.
 */
export function promisesTo(ledger: readonly LedgerEntry[], reading: Reading): ShownPromise[] {
  const theirs = ledger.filter((entry) => concerns(entry, reading.partyId));
  const shown = theirs.flatMap((entry) => shownOf(entry, reading)).sort(asTold);
  return shown.flatMap(({ entry, promise }) => {
    if (isOwed(entry) || !promiseOf(entry.promise).recurring) return [promise];
    // A promise that recurs is told by its last turn, the earlier ones behind it.
    const turns = shown.filter(
      (each) =>
        each.entry.promise === entry.promise &&
        each.entry.subjectId === entry.subjectId &&
        !isOwed(each.entry),
    );
    if (turns[0]?.entry !== entry) return [];
    return [{ ...promise, earlier: turns.slice(1).map((each) => each.promise) }];
  });
}

type Told = { entry: LedgerEntry; promise: ShownPromise };

/**
 * By the dates that are told, then what stands still, then what has no date: the ledger's own order
 * would give a target away, for it puts a late one first. What is finished stays in its order.
 */
function asTold(a: Told, b: Told): number {
  if (!isOwed(a.entry) || !isOwed(b.entry))
    return Number(isOwed(b.entry)) - Number(isOwed(a.entry));
  const [first, second] = [placeOf(a), placeOf(b)];
  return first[0] - second[0] || first[1] - second[1];
}

function placeOf({ entry, promise: { due } }: Told): readonly [number, number] {
  const kind = promiseIds.indexOf(entry.promise);
  if (due.state === "paused") return [1, kind];
  return due.at === undefined ? [2, kind] : [0, +new Date(entry.dueAt ?? 0)];
}

const innerMatters: readonly LedgerEntry["to"][] = ["ourselves", "regulator", "cve-program"];

function concerns(entry: LedgerEntry, partyId: string): boolean {
  return entry.owedBy === "us" && entry.owedTo === partyId && !innerMatters.includes(entry.to);
}

function shownOf(whole: LedgerEntry, reading: Reading): Told[] {
  // A date that is nobody's to know was no promise to break either.
  const told = whole.formerDues.filter((former) => isTold(whole, former, reading));
  const entry = { ...whole, formerDues: told };
  const due = dueOf(entry, reading);
  if (!due) return [];
  const said = entry.wording !== "unsaid";
  const breach = breachOf(entry);
  const promise: ShownPromise = {
    key: entry.clockId,
    due,
    moved: said ? whole.formerDues.flatMap((former) => movedOf(whole, former, reading)) : [],
    earlier: [],
    ...(breach ? { breach } : {}),
    ...(entry.metAt && entry.dueAt && entry.wording === "promised"
      ? { promisedFor: entry.dueAt }
      : {}),
  };
  return [{ entry: whole, promise }];
}

/** Undefined for what ended before it came to anything and was never spoken of as promised. */
function dueOf(entry: LedgerEntry, { asked, roles }: Reading): ShownPromise["due"] | undefined {
  const promise = sayingOf(entry, roles);
  if (entry.state === "paused") {
    const word = asked ? "Waiting for your answer since" : "Standing still since";
    return { state: "paused", promise, word, at: entry.pausedAt };
  }
  switch (entry.wording) {
    case "promised":
      return { promise, ...promised(entry) };
    case "aimed-at":
      return entry.state === "stopped" ? undefined : { promise, ...aimedAt(entry) };
    default:
      if (entry.state === "stopped") return undefined;
      if (entry.metAt) return { promise, state: "kept", word: "Done", at: entry.metAt };
      return { promise, state: "open", word: "Under way" };
  }
}

function promised(entry: LedgerEntry): Omit<DueProps, "promise" | "zone"> {
  const { dueAt, metAt, stoppedAt } = entry;
  switch (entry.state) {
    case "kept":
      return isBroken(entry)
        ? { state: "late", word: "Kept late", at: metAt }
        : { state: "kept", word: "Kept", at: metAt };
    case "kept-late":
      return { state: "late", word: "Kept late", at: metAt };
    case "stopped":
      return isBroken(entry)
        ? { state: "overdue", word: "Not kept by", at: dueAt ?? undefined }
        : { state: "open", word: "No longer owed since", at: stoppedAt };
    case "overdue":
      return { state: "overdue", word: "Overdue since", at: dueAt ?? undefined };
    default:
      return { state: "open", word: "By", at: dueAt ?? undefined };
  }
}

function aimedAt({ state, dueAt, metAt }: LedgerEntry): Omit<DueProps, "promise" | "zone"> {
  if (state === "kept") return { state: "kept", word: "Done", at: metAt };
  if (state === "kept-late")
    return { state: "kept", word: "Done, later than we aimed at", at: metAt };
  const word = state === "overdue" ? "Later than we aimed at" : "Aim";
  return { state: "open", word, at: dueAt ?? undefined };
}

/** What a vendor says of the promise; a coordinator has no products that a report could concern. */
const ofVendor: Readonly<Partial<Record<PromiseId, string>>> = {
  relevancy: "tell you whether it concerns our products",
};

/** "We promised you news", "We aim to …", "We will …"; what is done is told as the deed alone. */
function sayingOf(entry: LedgerEntry, roles: Policy["roles"]): string {
  const vendors = roles.includes("vendor") ? ofVendor[entry.promise] : undefined;
  const deed = vendors ?? deeds[entry.promise];
  if (entry.wording === "promised") {
    return entry.promise === "status-update" ? "We promised you news" : `We promised to ${deed}`;
  }
  if (entry.metAt) return `${deed.charAt(0).toUpperCase()}${deed.slice(1)}`;
  return entry.wording === "aimed-at" ? `We aim to ${deed}` : `We will ${deed}`;
}

/** An explanation is shown wherever staff gave one; that one is missing, only of what we promised. */
function breachOf(entry: LedgerEntry): string | undefined {
  if (entry.wording !== "promised") {
    return entry.breach && `Why it takes longer: ${entry.breach.reason}`;
  }
  if (!isBroken(entry)) return undefined;
  return entry.breach
    ? `We did not keep this: ${entry.breach.reason}`
    : "We did not keep this. We have not yet said why.";
}

const reasons: Readonly<Record<FormerDue["because"], string>> = {
  agreed: "because you and we agreed",
  severity: "because the severity changed",
  policy: "because our policy changed",
  resumed: "because we had waited for an answer",
  attempt: "because we learned of an earlier attempt to reach us",
};

function movedOf(entry: LedgerEntry, former: FormerDue, reading: Reading): MovedDate[] {
  if (!former.dueAt) return [];
  const { movedAt } = former;
  const told = isTold(entry, former, reading);
  return [{ was: told ? former.dueAt : null, movedAt, why: reasons[former.because] }];
}

/**
 * Which version gave a date from before the policy changed is not kept: it is told only where no
 * version had a target there that is nobody's to know.
 */
function isTold(entry: LedgerEntry, former: FormerDue, { policies }: Reading): boolean {
  const later = entry.formerDues.slice(entry.formerDues.indexOf(former));
  const crossed = later.some(({ because }) => because === "policy");
  return !crossed || policies.every((policy) => isSpokenOf(policy, entry.promise));
}

function isSpokenOf({ promises }: Pick<Policy, "promises">, promise: PromiseId): boolean {
  const terms = promises[promise];
  return terms === undefined || wordingOf(terms) !== "unsaid";
}

/** When each step of the process was done, by the promises that ended it. */
export function doneAt(
  ledger: readonly LedgerEntry[],
  promise: PromiseId | null,
): Date | undefined {
  return ledger.findLast((entry) => entry.promise === promise && entry.metAt)?.metAt;
}

/** Whether we wait for the reader. */
export function isAsked(ledger: readonly LedgerEntry[]): boolean {
  return ledger.some((entry) => entry.promise === "waiting-for-reporter" && isOwed(entry));
}
