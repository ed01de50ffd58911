/**
 * What of a policy the public is told: the settings that its pages print, by their dotted paths
 * (a star stands for one of several). What is not here runs the program and is printed nowhere.
 */
import type { PromiseId } from "../clocks/promises.ts";
import type { Policy } from "./policy.ts";
import { wordingOf } from "./promise-terms.ts";
import { isSaid } from "./text.ts";

export const publishedSettings = [
  "organisation.name",
  "organisation.teamName",
  "organisation.entities.*.kind",
  "organisation.mission",
  "organisation.programme.*",
  "organisation.standards.*.name",
  "organisation.standards.*.url",
  "roles",
  "languages",
  "channels.reportAddress",
  "channels.languagesPreferred",
  "channels.languagesAccepted",
  "channels.says.*",
  "channels.officeHours.zone",
  "channels.officeHours.holidays",
  "channels.officeHours.weekdays",
  "relevancy.definition",
  "rewards",
  "reportForm.receiptCode",
  "liveIncident.text",
  "liveIncident.channels.*.name",
  "liveIncident.channels.*.region",
  "liveIncident.channels.*.product",
  "liveIncident.channels.*.contact",
  "responses.guaranteed",
  "responses.noReplyClasses.*.says",
  "promises.*.says",
  "promises.*.within",
  "promises.*.bySeverity.*",
  "explanations.toReporter",
  "reporterUndertakings.strength",
  "reporterUndertakings.must.*",
  "reporterUndertakings.mustNot.*",
  "privacy.purpose",
  "privacy.retentionDaysAfterClose",
  "privacy.retention.identities",
  "privacy.retention.content",
  "privacy.retention.rejected",
  "privacy.retention.automatic",
  "privacy.retention.requests",
  "privacy.safeHarbour",
  "privacy.says.*",
  "thirdParty.mayForward",
  "thirdParty.forwardIdentity",
  "thirdParty.sources",
  "thirdParty.everyCveAnalysed",
  "thirdParty.says.*",
  "scoring.cvssDefault",
  "scoring.accepted",
  "scoring.bands.*.label",
  "scoring.bands.*.low",
  "scoring.bands.*.high",
  "scoring.bands.*.colour",
  "scoring.says.*",
  "scoring.override.allowed",
  "scoring.override.reasonRequired",
  "disclosure.conditions.*.text",
  "disclosure.conditions.*.early",
  "disclosure.conditions.*.severities",
  "disclosure.says.*",
  "disclosure.publicationTypes.*.name",
  "disclosure.publicationTypes.*.claimsRemedy",
  "disclosure.publicationTypes.*.mayBeEarly",
  "disclosure.approvals.secondPerson",
  "disclosure.places.publicPage",
  "disclosure.places.portal.name",
  "disclosure.places.portal.loginNeeded",
  "disclosure.bodies.*",
  "disclosure.disclaimer",
  "disclosure.notComprehensiveText",
  "disclosure.exceptionRegister.text",
  "recognition.default",
  "recognition.vendorDecision",
  "recognition.says.*",
  "embargo.endsWhen",
  "embargo.proposed",
  "embargo.coordinatorDefault",
  "embargo.says.*",
  "cna.shortName",
  "cna.scopes",
  "cna.excludesThirdPartyComponents",
  "cna.says.*",
  "appeals.taken",
  "appeals.address",
  "appeals.grounds.*",
  "appeals.process.*",
  "appeals.finalWithin",
  "appeals.nextLevel",
  "mayChange",
] as const;

export type PublishedSetting = (typeof publishedSettings)[number];

const names: ReadonlySet<string> = new Set(publishedSettings);

/** Whether the setting at that pattern is one that the public is told. */
function isPublished(setting: string): setting is PublishedSetting {
  return names.has(setting);
}

/** Whether the number of that promise may be said outside, as promised or as aimed at. */
export function isNumberSaid(policy: Policy, promise: PromiseId): boolean {
  const terms = policy.promises[promise];
  return terms !== undefined && wordingOf(terms) !== "unsaid";
}

/** A date agreed case by case is owed to nobody in advance: it is told beside words of the policy. */
function isNumberTold(policy: Policy, promise: PromiseId): boolean {
  const terms = policy.promises[promise];
  if (terms?.within === "agreed" && !isSaid(terms.says ?? "")) return false;
  return isNumberSaid(policy, promise);
}

/**
 * Whether the public may be told this setting of this policy: a number that nobody promised is not
 * said by a comparison either (ALE-29).
 */
export function isTold(policy: Policy, setting: string, path: string): boolean {
  if (!isPublished(setting)) return false;
  if (setting === "promises.*.within" || setting === "promises.*.bySeverity.*") {
    return isNumberTold(policy, path.split(".")[1] as PromiseId);
  }
  if (setting === "embargo.coordinatorDefault") {
    return isNumberSaid(policy, "coordinator-publication");
  }
  if (setting.startsWith("privacy.retention")) return isTermSet(policy, setting);
  if (setting.startsWith("appeals.")) return policy.appeals.taken || setting === "appeals.taken";
  return true;
}

/** A term that nobody set keeps things, and a page that printed it would promise something (TH-23). */
function isTermSet({ privacy }: Policy, setting: string): boolean {
  if (setting === "privacy.retentionDaysAfterClose") return privacy.retentionDaysAfterClose > 0;
  const value = Object.entries(privacy.retention).find(([name]) =>
    setting.endsWith(`.${name}`),
  )?.[1];
  return value !== undefined && value !== "none" && (!Array.isArray(value) || value.length > 0);
}
