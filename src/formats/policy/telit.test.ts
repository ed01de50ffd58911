/** The Telit policy says what the public page of the Telit PSIRT says, and no more. */

import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { sourcePage, wordsNotOn } from "../../../test/support/policy-page.ts";
import {
  conflictSettingsOf,
  pageIsSilent,
  textsBut,
  textsOf,
  toldNumbersOf,
} from "../../../test/support/policy-texts.ts";
import { requiredReportFields } from "../../core/policy/report-form.ts";
import { inLanguage, type Text } from "../../core/policy/text.ts";

const telit = policyOf("telit.yaml");
const { promises, disclosure, organisation, reporterUndertakings, responses } = telit;
const page = sourcePage("002-telit-psirt.txt");
const english = (text: Text | undefined) => inLanguage(text ?? "", "en");

test("[VEN-04] its mission is to find, analyse and resolve quickly, and names no number", () => {
  expect(english(organisation.mission)).toContain("identified, analyzed and resolved quickly");
  expect(english(organisation.mission)).not.toMatch(/\d/);
});

test("[VEN-06] defines a vulnerability by integrity, availability and confidentiality", () => {
  const definition = english(telit.relevancy.definition);
  expect(definition).toContain("weakness in an information system");
  expect(definition).toContain("compromise integrity, availability or confidentiality");
});

test("[VEN-07] follows coordinated vulnerability disclosure, and says so", () => {
  expect(disclosure.says.map(english).join()).toContain("coordinated vulnerability disclosure");
});

test("[VEN-10] lists the standards that it follows", () => {
  const names = organisation.standards.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["ISO/IEC 29147", "ISO/IEC 30111"]));
});

test("[VEN-11] updates come as often as possible, by default every 14 days", () => {
  const terms = promises["status-update"];
  expect(terms).toMatchObject({ within: { days: 14 }, basis: "target", showTarget: false });
  expect(english(terms?.says)).toContain("as often as possible");
});

test("[VEN-15] has a sentence on rewards, in both languages", () => {
  expect(english(telit.rewards)).toBe("We do not offer monetary rewards at this time.");
  expect(inLanguage(telit.rewards, "fr")).toContain("pas de récompense financière");
});

test("[VEN-36] says that it may change without notice, and has a version and a date", () => {
  expect(english(telit.mayChange)).toContain("subject to change without notice");
  expect(telit).toMatchObject({ version: 1, inForceFrom: new Date("2024-04-10T22:00:00Z") });
  expect(disclosure.exceptionRegister.allowed).toBe(true);
});

test("[VEN-37] guarantees no response, says so, and still has a clock for one", () => {
  expect(responses.guaranteed).toBe(false);
  expect(english(telit.mayChange)).toContain("response is not guaranteed");
  expect(responses.noReplyClasses.map(({ says }) => english(says)).join()).toContain(
    "automatic acknowledgement",
  );
  expect(promises["acknowledge-report"]).toMatchObject({ basis: "target", showTarget: false });
  expect(promises["acknowledge-report"]?.says).toBeUndefined();
});

test("a CVE number is for what is its own, decided when it is resolved", () => {
  expect(telit.cna).toMatchObject({ scopes: ["own-products"], excludesThirdPartyComponents: true });
  expect(promises["decide-cve"]).toMatchObject({ from: "resolved", basis: "target" });
  // It grants numbers; that it is a CNA, whom the rules on records bind, the page does not say.
  expect(telit.roles).toEqual(["vendor"]);
  expect(Object.keys(promises).filter((id) => id.startsWith("publish-cve"))).toEqual([]);
});

test("[VEN-12] asks for silence on what is unresolved, and no more than asks", () => {
  expect(reporterUndertakings.strength).toBe("asked");
  expect(reporterUndertakings.mustNot).toHaveLength(11);
  expect(english(reporterUndertakings.mustNot[0])).toContain("unresolved vulnerabilities");
  expect(telit.embargo.endsWhen).toEqual(["resolved"]);
});

test("[VEN-20] its form asks for what a report should hold, and requires no more than what and where", () => {
  const asked = telit.reportForm.fields;
  for (const field of [
    ...(["product", "version", "component", "description", "exploitation", "impact"] as const),
    ...(["affected-configurations", "reproduction", "proof-of-concept", "how-found"] as const),
  ]) {
    expect(asked).toContain(field);
  }
  expect(requiredReportFields).toEqual(["email", "product", "description"]);
  // An address is not owed either: a receipt code opens the answers.
  expect(telit.reportForm.receiptCode).toBe(true);
});

test("asks nobody for a name, an organisation or a telephone number", () => {
  const { fields, receiptCode } = telit.reportForm;
  expect(fields).toContain("email");
  for (const personal of ["name", "organisation", "telephone"]) {
    expect(fields).not.toContain(personal);
  }
  expect(receiptCode).toBe(true);
});

test("says that its publications are no comprehensive list, used at the reader's own risk", () => {
  expect(english(disclosure.notComprehensiveText)).toContain("not a comprehensive vulnerabilities");
  expect(english(disclosure.disclaimer)).toContain("at your own risk");
  expect(english(disclosure.disclaimer)).toContain("assume no responsibility");
  expect(english(disclosure.disclaimer)).toContain("change or update this document");
  expect(disclosure.publicationTypes.map(({ code }) => code)).toEqual(["SA", "SN"]);
});

test("speaks of no number as promised but of dates that were agreed with somebody", () => {
  expect(toldNumbersOf(telit)).toEqual({ "embargo-end": "promised", "remedy-date": "promised" });
});

test("settles the fourteen points as its page says, or as we say where the page is silent", () => {
  expect(conflictSettingsOf(telit)).toMatchObject({
    ...pageIsSilent,
    "scoring.accepted": ["3.1", "4.0"],
    "scoring.readOnly": ["2.0", "3.0"],
    "embargo.endsWhen": ["resolved"],
    "responses.guaranteed": false,
    "responses.noReplyClasses": [{ name: "best-practice-gap" }],
    "cna.scopes": ["own-products"],
    "cna.excludesThirdPartyComponents": true,
    "embargo.dateConflict": "earliest-external",
    "disclosure.publicationTypes": [
      { code: "SA", claimsRemedy: true, mayBeEarly: false },
      { code: "SN", claimsRemedy: false, mayBeEarly: true },
    ],
  });
});

/** Texts that are ours, with the reason; every other one follows the page word for word. */
const ours: Readonly<Record<string, string>> = {
  source: "says where the text comes from",
  liveIncident: "the page says nothing of incidents that are happening",
  "reporterUndertakings.must.": "the page's list is lost",
  "reporterUndertakings.mustNot.": "the page's list is lost",
  "responses.noReplyClasses": "the page names no class",
  "disclosure.publicationTypes": "the page's list of types is lost",
  "disclosure.bodies": "the page names no body",
  "scoring.bands": "the page has no scale",
};

test.skipIf(page === undefined)(
  "every text is in the words of the page, but for those of ours",
  () => {
    const said = textsBut(telit, ours);
    said.push(...textsOf(telit).filter(({ path }) => path === "reporterUndertakings.mustNot.0"));
    expect(said.length).toBeGreaterThan(18);
    expect(wordsNotOn(page ?? "", said)).toEqual({});
  },
);
