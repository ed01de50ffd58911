/** How the comparison of two versions names settings and their values in English. */
import type { PromiseId } from "../../../core/clocks/promises.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import type { PublishedSetting } from "../../../core/policy/published-settings.ts";
import type { ErasedByItself } from "../../../core/policy/retention.ts";

type Item<T> = T extends readonly (infer Each)[] ? Each : never;

/** Settings whose values are words of ours: each has a sentence or a name. */
export type ChoiceWords = {
  roles: Record<Item<Policy["roles"]>, string>;
  "organisation.entities.*.kind": Record<Item<Policy["organisation"]["entities"]>["kind"], string>;
  "reporterUndertakings.strength": Record<Policy["reporterUndertakings"]["strength"], string>;
  "explanations.toReporter": Record<Policy["explanations"]["toReporter"], string>;
  "thirdParty.forwardIdentity": Record<Policy["thirdParty"]["forwardIdentity"], string>;
  "disclosure.places.publicPage": Record<Policy["disclosure"]["places"]["publicPage"], string>;
  "recognition.default": Record<Policy["recognition"]["default"], string>;
  "recognition.vendorDecision": Record<Policy["recognition"]["vendorDecision"], string>;
  "privacy.retention.automatic": Record<ErasedByItself, string>;
  "embargo.endsWhen": Record<Item<Policy["embargo"]["endsWhen"]>, string>;
  "cna.scopes": Record<Item<Policy["cna"]["scopes"]>, string>;
  "appeals.finalWithin": Record<Policy["appeals"]["finalWithin"], string>;
};

export type SettingWords = {
  names: Record<PublishedSetting, string>;
  promises: Record<PromiseId, string>;
  choices: ChoiceWords;
  agreed: string;
  none: string;
};

const names: SettingWords["names"] = {
  "organisation.name": "Organisation",
  "organisation.teamName": "Name of the team",
  "organisation.entities.*.kind": "Entity",
  "organisation.mission": "What the team is for",
  "organisation.programme.*": "Paragraph about the team",
  "organisation.standards.*.name": "Standard that is followed",
  "organisation.standards.*.url": "Address of the standard",
  roles: "What the team is",
  languages: "Languages of this policy",
  "channels.reportAddress": "Address for reports",
  "channels.languagesPreferred": "Languages to write in",
  "channels.languagesAccepted": "Languages that are read",
  "channels.says.*": "Paragraph on writing to us",
  "channels.officeHours.zone": "Time zone in which days are counted",
  "channels.officeHours.holidays": "Country of the public holidays",
  "channels.officeHours.weekdays": "Working days of the week",
  "relevancy.definition": "What counts as a vulnerability",
  rewards: "Rewards",
  "reportForm.receiptCode": "Reports without an address",
  "liveIncident.text": "What to do in an incident that is happening now",
  "liveIncident.channels.*.name": "Support channel",
  "liveIncident.channels.*.region": "Region of a support channel",
  "liveIncident.channels.*.product": "Products of a support channel",
  "liveIncident.channels.*.contact": "Contact of a support channel",
  "responses.guaranteed": "A response is guaranteed",
  "responses.noReplyClasses.*.says": "Kind of report without a reply",
  "promises.*.says": "What is said of a promise",
  "promises.*.within": "Number of a promise",
  "promises.*.bySeverity.*": "Number of a promise at a level of severity",
  "explanations.toReporter": "Explanation of a rejection",
  "reporterUndertakings.strength": "How strongly reporters are bound",
  "reporterUndertakings.must.*": "What reporters are asked",
  "reporterUndertakings.mustNot.*": "What reporters are asked not to do",
  "privacy.purpose": "What personal data is used for",
  "privacy.retentionDaysAfterClose": "Days for which a closed case is kept",
  "privacy.retention.identities": "How long names and addresses are kept",
  "privacy.retention.content": "How long reports and messages are kept",
  "privacy.retention.rejected": "How long reports that were not relevant are kept",
  "privacy.retention.automatic": "What is erased without a person’s confirmation",
  "privacy.retention.requests": "By when a request to erase is answered",
  "privacy.safeHarbour": "For those who act in good faith",
  "privacy.says.*": "Paragraph on confidentiality",
  "thirdParty.mayForward": "Reports may be passed on",
  "thirdParty.forwardIdentity": "Who reported, when a report is passed on",
  "thirdParty.sources": "Bodies whose notices are watched",
  "thirdParty.everyCveAnalysed": "Every CVE that touches a product is decided on",
  "thirdParty.says.*": "Paragraph on other people’s software",
  "scoring.cvssDefault": "Version of CVSS",
  "scoring.accepted": "Versions of CVSS that are taken",
  "scoring.bands.*.label": "Name of a level of severity",
  "scoring.bands.*.low": "Lowest score of a level",
  "scoring.bands.*.high": "Highest score of a level",
  "scoring.bands.*.colour": "Colour of a level",
  "scoring.says.*": "Paragraph on severity",
  "scoring.override.allowed": "The team may set another level than the score’s",
  "scoring.override.reasonRequired": "Another level needs a reason",
  "disclosure.conditions.*.text": "Condition for a publication",
  "disclosure.conditions.*.early": "A publication may come before any remedy",
  "disclosure.conditions.*.severities": "Levels for which a condition holds",
  "disclosure.says.*": "Paragraph on disclosure",
  "disclosure.publicationTypes.*.name": "Kind of publication",
  "disclosure.publicationTypes.*.claimsRemedy": "It may say that a remedy exists",
  "disclosure.publicationTypes.*.mayBeEarly": "It may appear before a remedy",
  "disclosure.approvals.secondPerson": "A second person approves each publication",
  "disclosure.places.publicPage": "Page that everybody can read",
  "disclosure.places.portal.name": "Further place of publication",
  "disclosure.places.portal.loginNeeded": "A login is needed there",
  "disclosure.bodies.*": "Bodies that are told",
  "disclosure.disclaimer": "Disclaimer of publications",
  "disclosure.notComprehensiveText": "What the list of publications is not",
  "disclosure.exceptionRegister.text": "Exceptions",
  "recognition.default": "Naming reporters",
  "recognition.vendorDecision": "Who is thanked",
  "recognition.says.*": "Paragraph on thanks",
  "embargo.endsWhen": "When confidentiality ends",
  "embargo.proposed": "Length proposed first",
  "embargo.coordinatorDefault": "A coordinator’s date where it states none",
  "embargo.says.*": "Paragraph on coordination",
  "cna.shortName": "Name in the CVE Program",
  "cna.scopes": "What CVE numbers are given to",
  "cna.excludesThirdPartyComponents": "Components of others are excluded",
  "cna.says.*": "Paragraph on CVE numbers",
  "appeals.taken": "Appeals are taken",
  "appeals.address": "Address for appeals",
  "appeals.grounds.*": "Ground for an appeal",
  "appeals.process.*": "Step of an appeal",
  "appeals.finalWithin": "How far a decision is final",
  "appeals.nextLevel": "The next level",
  mayChange: "How all this may change",
};

const promises: SettingWords["promises"] = {
  "acknowledge-report": "Acknowledging a report",
  relevancy: "Deciding whether a report is relevant",
  "status-update": "Telling the reporter how it goes",
  "waiting-for-reporter": "Waiting for the reporter’s answer",
  conclusion: "Telling the reporter what was found",
  "entity-accepts": "Handing a report to the right entity",
  "third-party-analysis": "Analysing a vulnerability in other people’s software",
  "propose-embargo": "Proposing an embargo",
  "embargo-end": "The end of an embargo",
  "grace-period": "Keeping details back for a while",
  "answer-consent": "Answering whether a reporter may publish",
  "remedy-date": "Making a remedy available",
  "decide-cve": "Deciding on a CVE number",
  "answer-cve-request": "Answering a request for a CVE number",
  advisory: "Publishing an advisory",
  "publish-cve-record": "Publishing a CVE record",
  "publish-cve-record-after-others": "Publishing a CVE record after others did",
  "coordinator-publication": "Publication by a coordinator",
  "exception-end": "The end of an exception",
  "regulator-early-warning": "Warning an authority",
  "regulator-notification": "Notifying an authority",
  "regulator-intermediate-report": "Reporting to an authority in between",
  "regulator-final-report": "Reporting to an authority at the end",
  "regulator-incident-report": "Reporting an incident to an authority",
  "acknowledge-appeal": "Acknowledging an appeal",
  "collect-evidence": "Collecting what both sides know",
  "decide-appeal": "Deciding an appeal",
  "acknowledge-dispute": "Acknowledging a dispute",
  "decide-dispute": "Deciding a dispute",
  "key-expiry": "Renewing our key",
  "security-txt-expiry": "Renewing our security.txt",
};

const choices: ChoiceWords = {
  roles: {
    vendor: "a vendor",
    coordinator: "a coordinator",
    cna: "a CVE Numbering Authority (CNA)",
    root: "a Root of the CVE Program",
    "cna-lr": "a CNA of Last Resort",
  },
  "organisation.entities.*.kind": {
    subsidiary: "subsidiary",
    "joint-venture": "joint venture",
    "business-group": "business group",
  },
  "reporterUndertakings.strength": {
    asked: "they are asked",
    informed: "they are told the rules",
    accepted: "they accept commitments",
  },
  "explanations.toReporter": { detailed: "in detail", reasoned: "with its reason" },
  "thirdParty.forwardIdentity": {
    "only-with-permission": "named only with permission",
    never: "never named",
  },
  "disclosure.places.publicPage": {
    always: "always",
    "when-cve-is-ours": "when the CVE number is one of ours",
  },
  "recognition.default": {
    "none-until-asked": "only if they ask for it",
    "credit-unless-declined": "unless they decline",
  },
  "recognition.vendorDecision": { "case-by-case": "decided case by case", always: "everybody" },
  "privacy.retention.automatic": {
    identities: "names and addresses",
    content: "reports and messages",
    accounts: "accounts",
    customers: "customers",
  },
  "embargo.endsWhen": {
    "resolution-available": "a complete remedy is available",
    published: "the matter has been published",
    resolved: "the matter is resolved",
    consent: "the team consents",
  },
  "cna.scopes": {
    "own-products": "vulnerabilities in the organisation’s own products",
    subsidiaries: "vulnerabilities in products of its subsidiaries",
    "third-party-found-by-us":
      "vulnerabilities in other people’s software that it found itself, where no other CNA is in charge",
    "coordinated-by-us": "vulnerabilities that it coordinates",
  },
  "appeals.finalWithin": { "our-root": "final within our Root", "not-final": "not final" },
};

export const englishSettings: SettingWords = {
  names,
  promises,
  choices,
  agreed: "the agreed date",
  none: "no number",
};
