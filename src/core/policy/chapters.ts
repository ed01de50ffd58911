/**
 * The chapters of a policy as people read it, and which settings each of them tells. One table
 * for the pages, for what a child entity says otherwise, and for comparing two versions.
 */
import type { PromiseId } from "../clocks/promises.ts";

export const chapterIds = [
  "about",
  "report",
  "live",
  "expect",
  "ask",
  "confidentiality",
  "severity",
  "publications",
  "coordination",
  "cna",
  "appeals",
] as const;

export type ChapterId = (typeof chapterIds)[number];

/** The longest beginning of a setting's dotted path decides. */
const chapterOf: Readonly<Record<string, ChapterId>> = {
  organisation: "about",
  roles: "about",
  languages: "about",
  channels: "report",
  "channels.officeHours": "expect",
  "channels.plainKinds": "confidentiality",
  "channels.plainReplies": "confidentiality",
  relevancy: "report",
  rewards: "report",
  reportForm: "report",
  liveIncident: "live",
  responses: "expect",
  counting: "expect",
  promises: "expect",
  explanations: "expect",
  publicFigures: "expect",
  reporterUndertakings: "ask",
  privacy: "confidentiality",
  thirdParty: "coordination",
  "thirdParty.mayForward": "confidentiality",
  "thirdParty.forwardIdentity": "confidentiality",
  scoring: "severity",
  mayChange: "expect",
  disclosure: "publications",
  "disclosure.says": "coordination",
  recognition: "publications",
  embargo: "coordination",
  cna: "cna",
  appeals: "appeals",
};

/** Where a promise is told; null for what concerns nobody who reads the policy. */
const chapterOfPromise: Readonly<Record<PromiseId, ChapterId | null>> = {
  "acknowledge-report": "expect",
  relevancy: "expect",
  "status-update": "expect",
  "waiting-for-reporter": "expect",
  conclusion: "expect",
  "entity-accepts": "expect",
  "remedy-date": "expect",
  advisory: "expect",
  "third-party-analysis": "coordination",
  "propose-embargo": "coordination",
  "embargo-end": "coordination",
  "grace-period": "coordination",
  "answer-consent": "coordination",
  "coordinator-publication": "coordination",
  "decide-cve": "cna",
  "answer-cve-request": "cna",
  "publish-cve-record": "cna",
  "publish-cve-record-after-others": "cna",
  "acknowledge-appeal": "appeals",
  "collect-evidence": "appeals",
  "decide-appeal": "appeals",
  "acknowledge-dispute": "appeals",
  "decide-dispute": "appeals",
  "exception-end": null,
  "regulator-early-warning": null,
  "regulator-notification": null,
  "regulator-intermediate-report": null,
  "regulator-final-report": null,
  "regulator-incident-report": null,
  "key-expiry": null,
  "security-txt-expiry": null,
};

/** The chapter that tells a setting; null where none does, as for the file's own name. */
export function chapterOfSetting(path: string): ChapterId | null {
  const steps = path.split(".");
  const [group, promise] = steps;
  if (group === "promises" && promise !== undefined && promise in chapterOfPromise) {
    return chapterOfPromise[promise as PromiseId];
  }
  for (let count = steps.length; count > 0; count--) {
    const chapter = chapterOf[steps.slice(0, count).join(".")];
    if (chapter) return chapter;
  }
  return null;
}

/** The promises that a chapter tells, in the order in which a case meets them. */
export function promisesTold(chapter: ChapterId): readonly PromiseId[] {
  const ids = Object.keys(chapterOfPromise) as PromiseId[];
  return ids.filter((id) => chapterOfPromise[id] === chapter);
}
