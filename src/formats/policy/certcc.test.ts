/** The CERT/CC policy says what the coordinator's public page for vendors says, and no more. */
import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../test/support/policy-files.ts";
import { sentencesNotOn, sourcePage } from "../../../test/support/policy-page.ts";
import {
  conflictSettingsOf,
  pageIsSilent,
  textsBut,
  toldNumbersOf,
} from "../../../test/support/policy-texts.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { standardBands } from "../../core/severity/bands.ts";

const certcc = policyOf("certcc.yaml");
const page = sourcePage("003-certcc-responding.txt");
const publication = certcc.promises["coordinator-publication"];

/** The clock of the coordinator's own publication after one attempt to reach the vendor. */
function dueAfterAttempt(at: string): Date | null | undefined {
  const attempted = anEvent("coordinator.contact-attempted", at);
  return clocksOf("coordinator-publication", certcc, [attempted])[0]?.dueAt;
}

test("is a coordinator and a CNA, and no vendor", () => {
  expect(certcc.roles).toEqual(["coordinator", "cna"]);
  expect(certcc.cna.scopes).toEqual(["coordinated-by-us"]);
});

test("[CC-05] publication is targeted 45 days after the first contact attempt, in its own words", () => {
  expect(publication).toMatchObject({ within: { days: 45 }, basis: "text" });
  expect(inLanguage(publication?.says ?? "", "en")).toContain("we generally target publication");
  // 45 days from Monday 2 March 2026 end with Thursday 16 April, in the team's own time zone.
  expect(dueAfterAttempt("2026-03-02T15:00:00Z")).toEqual(new Date("2026-04-17T03:59:59Z"));
});

test("[CC-06] the clock runs from the attempt, though the mail was received and read much later", () => {
  expect(publication?.from).toBe("first-contact-attempt");
  const history = [
    anEvent("coordinator.contact-attempted", "2026-03-02T15:00:00Z"),
    anEvent("coordinator.contact-attempted", "2026-03-18T15:00:00Z"),
    anEvent("report.received", "2026-03-20T09:00:00Z"),
  ];
  expect(clocksOf("coordinator-publication", certcc, history)).toMatchObject([
    { startedAt: new Date("2026-03-02T15:00:00Z"), dueAt: new Date("2026-04-17T03:59:59Z") },
  ]);
});

test("a day 45 on a weekend or a public holiday goes to the next working day, other days do not", () => {
  // Saturday 18 April 2026 goes to Monday the 20th.
  expect(dueAfterAttempt("2026-03-04T15:00:00Z")).toEqual(new Date("2026-04-21T03:59:59Z"));
  // 25 May 2026, a Monday, is Memorial Day.
  expect(dueAfterAttempt("2026-04-10T15:00:00Z")).toEqual(new Date("2026-05-27T03:59:59Z"));
  expect(certcc.counting.endMovesToWorkingDay).toBe(false);
  const received = anEvent("report.received", "2026-03-07T15:00:00Z");
  const [update] = clocksOf("status-update", certcc, [received]);
  expect(update?.dueAt).toEqual(new Date("2026-03-22T03:59:59Z"));
});

test("speaks of one number as promised, and of a date that was negotiated", () => {
  expect(toldNumbersOf(certcc)).toEqual({
    "coordinator-publication": "promised",
    "embargo-end": "promised",
  });
  const ownNumbers = Object.entries(certcc.promises).filter(([, { basis }]) => basis === "text");
  expect(ownNumbers.map(([id]) => id)).toEqual(["coordinator-publication"]);
});

test("the CVE Program's hours and days are rules, and no promise", () => {
  const rules = Object.entries(certcc.promises).filter(([, { basis }]) => basis === "rule");
  expect(Object.fromEntries(rules.map(([id, { within }]) => [id, within]))).toEqual({
    "answer-cve-request": { hours: 72 },
    "publish-cve-record": { hours: 72 },
    "publish-cve-record-after-others": { hours: 72 },
    "acknowledge-dispute": { workingDays: 3 },
    "decide-dispute": { workingDays: 5 },
    "security-txt-expiry": "agreed",
  });
  for (const [, terms] of rules) expect(wordingOf(terms)).toBe("unsaid");
});

test("[CC-07] its goal is a safe internet for users", () => {
  expect(certcc.organisation.mission).toEqual({
    en: "Our goal is a safe internet for users.",
    fr: "Notre but est un internet sûr pour ceux qui l’utilisent.",
  });
});

test("asks vendors its four questions, and reporters for nothing", () => {
  const asked = certcc.channels.says.map((text) => inLanguage(text, "en"));
  expect(asked.filter((text) => text.endsWith("?"))).toHaveLength(4);
  const { must, mustNot } = certcc.reporterUndertakings;
  expect([...must, ...mustNot]).toEqual([]);
});

test("scores by the bands of CVSS, for its page has none", () => {
  const bounds = certcc.scoring.bands.map(({ name, low, high }) => ({ name, low, high }));
  expect(bounds).toEqual(standardBands.map(({ name, low, high }) => ({ name, low, high })));
});

test("may publish before any remedy: on day 45, or on current exploit", () => {
  const conditions = certcc.disclosure.conditions.map(({ judgedFrom, early }) => [
    judgedFrom,
    early,
  ]);
  expect(conditions).toEqual([
    ["person", true],
    ["exploitation", true],
  ]);
});

test("settles the fourteen points as its page says, or as we say where the page is silent", () => {
  expect(conflictSettingsOf(certcc)).toMatchObject({
    ...pageIsSilent,
    "responses.guaranteed": false,
    "cna.scopes": ["coordinated-by-us"],
    "embargo.dateConflict": "earliest-external",
    "disclosure.publicationTypes": [
      { code: "SA", claimsRemedy: true, mayBeEarly: true },
      { code: "SN", claimsRemedy: false, mayBeEarly: true },
    ],
  });
});

/** Texts that are ours, with the reason; every other one stands on the page word for word. */
const ours: Readonly<Record<string, string>> = {
  source: "says where the text comes from",
  liveIncident: "the page says nothing of incidents that are happening",
  "relevancy.definition": "the page's first question, as a statement",
  "scoring.bands": "the page has no scale",
  "disclosure.conditions.0": "the page's sentences on the day, as a condition",
  "disclosure.publicationTypes": "the page knows no types",
};

test.skipIf(page === undefined)("every text of its page is the page's own, word for word", () => {
  const said = textsBut(certcc, ours);
  expect(said.length).toBeGreaterThan(12);
  expect(sentencesNotOn(page ?? "", said)).toEqual([]);
});
