/** Stages, missing steps and outcomes as people read them. Words only; decides nothing. */
import type { Missing } from "../../core/cases/case-facts.ts";
import { kindTitles } from "../../core/cases/kinds.ts";
import { rulingTitles } from "../../core/cases/matter.ts";
import type { Stage } from "../../core/cases/stage.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import type { StageProgress } from "../../ui/badge.tsx";

export const stageWords: Readonly<Record<Stage, { name: string; progress: StageProgress }>> = {
  received: { name: "Received", progress: "new" },
  acknowledged: { name: "Acknowledged", progress: "new" },
  analysis: { name: "Analysis", progress: "underway" },
  remediation: { name: "Remedy", progress: "underway" },
  publication: { name: "Publication", progress: "underway" },
  published: { name: "Published", progress: "done" },
  closed: { name: "Closed", progress: "stopped" },
};

/** A promise in the two or three words of a list. */
export const promiseWords: Readonly<Record<PromiseId, string>> = {
  "acknowledge-report": "Acknowledgement",
  relevancy: "Relevancy",
  "status-update": "Status update",
  "waiting-for-reporter": "Their answer",
  conclusion: "Conclusion",
  "remedy-date": "Remedy",
  advisory: "Advisory",
  "coordinator-publication": "Coordinator’s publication",
  "acknowledge-appeal": "Acknowledgement of the appeal",
  "entity-accepts": "Acceptance by the entity",
  "third-party-analysis": "Analysis of the notice",
  "propose-embargo": "Embargo proposal",
  "embargo-end": "End of the embargo",
  "grace-period": "End of the grace period",
  "answer-consent": "Answer on publication",
  "decide-cve": "CVE decision",
  "answer-cve-request": "Answer to the CVE request",
  "publish-cve-record": "CVE record",
  "publish-cve-record-after-others": "CVE record after others",
  "exception-end": "End of the exception",
  "regulator-early-warning": "Early warning",
  "regulator-notification": "Notification",
  "regulator-intermediate-report": "Intermediate report",
  "regulator-final-report": "Final report",
  "regulator-incident-report": "Incident report",
  "collect-evidence": "Evidence from both sides",
  "decide-appeal": "Decision on the appeal",
  "acknowledge-dispute": "Acknowledgement of the dispute",
  "decide-dispute": "Decision on the dispute",
  "key-expiry": "Expiry of our key",
  "security-txt-expiry": "Expiry of security.txt",
};

/** What is missing, as the heading of the next deed, and in a word for what comes after. */
export const missingWords: Readonly<Record<Missing, { deed: string; short: string }>> = {
  acknowledgement: { deed: "The acknowledgement is on its way", short: "acknowledgement" },
  "decision-approval": {
    deed: "Confirm the decision as a second person",
    short: "decision confirmed",
  },
  "relevancy-decision": { deed: "Decide whether the report is relevant", short: "relevancy" },
  "relevancy-told": { deed: "The reporter is being told the decision", short: "decision told" },
  "reporter-answer": { deed: "Wait for the reporter’s answer", short: "their answer" },
  answer: { deed: "Answer the question", short: "answer" },
  redirect: { deed: "The letter that says where to turn is on its way", short: "sent on" },
  "exploitation-word": {
    deed: "Say whether a vulnerability of ours was used",
    short: "exploitation known or refuted",
  },
  containment: { deed: "Contain the leak", short: "leak contained" },
  "matter-decision": { deed: "Decide the matter", short: "decision" },
  score: { deed: "Score the vulnerability", short: "score" },
  "affected-products": { deed: "Record the affected products", short: "affected products" },
  conclusion: { deed: "Conclude the analysis", short: "conclusion" },
  "conclusion-told": { deed: "They are being told the conclusion", short: "conclusion told" },
  remedy: { deed: "Plan a remedy", short: "remedy" },
  "remedy-delivery": { deed: "Deliver the remedy, with its test", short: "remedy delivered" },
  "advisory-draft": { deed: "Draft the advisory", short: "advisory drafted" },
  "advisory-approval": {
    deed: "Have the advisory approved by a second person",
    short: "advisory approved",
  },
  "advisory-publication": { deed: "Publish the advisory", short: "advisory published" },
  closing: { deed: "Close the case", short: "closing" },
};

export const kindWords: Readonly<Record<string, string>> = kindTitles;

export const channelWords: Readonly<Record<string, string>> = {
  form: "the web form",
  mail: "mail",
  api: "the API",
  support: "the support desk",
  import: "an import",
  hand: "a colleague",
};

export const closeReasonWords: Readonly<Record<string, string>> = {
  resolved: "resolved",
  "not-relevant": "not relevant",
  duplicate: "duplicate",
  "accepted-risk": "accepted risk",
  "reporter-unreachable": "reporter out of reach",
  "reporter-opted-out": "reporter wants no answer",
  answered: "question answered",
  redirected: "live incident, sent to customer support",
  decided: "decided, and all who take part were told",
  routed: "question sent on to those who can help",
  spam: "not for us: spam",
  advertising: "not for us: advertising",
  misdirected: "not for us: sent to the wrong place",
  joined: "its mail belongs to another case",
};

export const outcomeWords: Readonly<Record<string, string>> = {
  relevant: "Relevant",
  "not-relevant": "Not relevant",
  "need-more": "More information needed",
  confirmed: "Confirmed",
  "not-confirmed": "Not confirmed",
  "accepted-risk": "Confirmed, risk accepted",
  "will-not-fix": "Confirmed, will not be fixed",
  reproduced: "Reproduced",
  partly: "In part",
  "not-reproduced": "Not reproduced",
  yes: "Yes",
  no: "No",
  "not-known": "Not known yet",
  unreachable: "Is out of reach",
  "opted-out": "Wants no further answer",
  reachable: "Can be reached again",
  weighed: "Signs listed",
  possible: "Noted",
  ...rulingTitles,
};

export const remedyKindWords: Readonly<Record<string, string>> = {
  "configuration-change": "Configuration change",
  workaround: "Workaround",
  mitigation: "Mitigation",
  patch: "Patch",
  "maintenance-update": "Maintenance update",
  "new-version": "New version",
  "no-fix-planned": "No fix is planned",
  "none-available": "None available yet",
};

export const affectedWords: Readonly<Record<string, string>> = {
  affected: "Affected",
  fixed: "Fixed",
  "not-affected": "Not affected",
  "under-investigation": "Under investigation",
};

/** A word or its code, where a newer version of the data knows more words than this page. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code.replaceAll("-", " ");
}

/** "the reporter", or the pseudonym where there are several kinds of parties. */
export function partyWord(pseudonym: string): string {
  return ["Reporter", "Coordinator"].includes(pseudonym)
    ? `the ${pseudonym.toLowerCase()}`
    : pseudonym;
}

export function partyName(parties: readonly PartyRow[], partyId: string): string {
  const party = parties.find((each) => each.partyId === partyId);
  return party ? partyWord(party.pseudonym) : "nobody";
}

/** Words of `cases.waiting_on`, and those by which a pause says for whom it waits. */
const waitingWords: Readonly<Record<string, string>> = {
  us: "us",
  reply: "our answer",
  reporter: "the reporter",
  party: "another party",
  vendor: "a vendor or supplier",
  coordinator: "a coordinator",
  customer: "a customer",
  other: "somebody else",
  nobody: "nobody",
};

/** On whom a case waits, within a sentence: the party or the entity where it is known. */
export function waitingFor(on: string, whom: string | null = null): string {
  const name = whom ?? on;
  return waitingWords[name] ?? partyWord(name);
}

export function waitingWord(on: string, whom: string | null = null): string {
  return capital(waitingFor(on, whom));
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
