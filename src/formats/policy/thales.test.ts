/** The Thales policy says what the public page on its role as CNA and Root says, and no more. */
import { describe, expect, test } from "vitest";
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

const thales = policyOf("thales.yaml");
const page = sourcePage("004-thales-psirt-cna-root.txt");
const english = (texts: readonly Parameters<typeof inLanguage>[0][]) =>
  texts.map((text) => inLanguage(text, "en"));

test("is a vendor, a CNA, a Root and a CNA of Last Resort, for its subsidiaries too", () => {
  expect(thales.roles).toEqual(["vendor", "cna", "root", "cna-lr"]);
  expect(thales.organisation.entities.map(({ kind }) => kind)).toEqual([
    "subsidiary",
    "joint-venture",
  ]);
  expect(thales.cna.scopes).toEqual(["own-products", "subsidiaries", "third-party-found-by-us"]);
});

test("[TH-05] its mission is the assurance that customers require", () => {
  const mission = inLanguage(thales.organisation.mission, "en");
  expect(mission).toContain("committed to providing its customers with the required levels of");
  expect(inLanguage(thales.organisation.mission, "fr")).toContain("niveaux d’assurance requis");
});

test("[TH-08] it practises responsible disclosure: an embargo agreed on, an end by consent", () => {
  expect(english(thales.channels.says).join(" ")).toContain(
    "practicing the Responsible Disclosure",
  );
  expect(thales.promises["embargo-end"]).toMatchObject({ within: "agreed", basis: "agreed" });
  expect(thales.embargo.endsWhen).toEqual(["resolved", "consent"]);
  const confirmed = anEvent("vulnerability.confirmed", "2026-06-10T10:00:00Z");
  const agreed = anEvent("embargo.agreed", "2026-06-12T10:00:00Z", {
    agreed: new Date("2026-09-01T10:00:00Z"),
  });
  expect(clocksOf("propose-embargo", thales, [confirmed, agreed])[0]?.metBy).toBe(agreed.id);
  const [embargo] = clocksOf("embargo-end", thales, [confirmed, agreed]);
  expect(embargo?.dueAt).toEqual(new Date("2026-09-01T10:00:00Z"));
});

describe("[TH-42] an appeal is acknowledged within 3 working days", () => {
  test.each([
    // Monday: Tuesday, Wednesday, Thursday.
    ["in a plain week", "2026-06-15T08:00:00Z", "2026-06-18T21:59:59Z"],
    // Late on Friday in Paris, already Saturday there: Monday, Tuesday, Wednesday.
    ["over a weekend", "2026-06-19T22:30:00Z", "2026-06-24T21:59:59Z"],
    // Ascension Day is Thursday 14 May: Friday, Monday, Tuesday.
    ["over a public holiday and a weekend", "2026-05-13T16:00:00Z", "2026-05-19T21:59:59Z"],
    // Christmas is a Friday: Thursday 24th, Monday 28th, Tuesday 29th; winter time.
    ["over Christmas", "2026-12-23T10:00:00Z", "2026-12-29T22:59:59Z"],
  ])("%s", (_, received, due) => {
    const appeal = anEvent("appeal.received", received);
    expect(clocksOf("acknowledge-appeal", thales, [appeal])).toMatchObject([
      { dueAt: new Date(due) },
    ]);
  });

  test("by a person: an automatic reply does not meet it", () => {
    const appeal = anEvent("appeal.received", "2026-06-15T08:00:00Z");
    const automatic = anEvent("appeal.acknowledged", "2026-06-15T08:00:01Z", { by: "automatic" });
    const person = anEvent("appeal.acknowledged", "2026-06-16T08:00:00Z");
    const [running] = clocksOf("acknowledge-appeal", thales, [appeal, automatic]);
    expect(running?.metAt).toBeUndefined();
    const [met] = clocksOf("acknowledge-appeal", thales, [appeal, automatic, person]);
    expect(met?.metBy).toBe(person.id);
  });
});

test("speaks of one number as promised, and of dates that were agreed with somebody", () => {
  expect(toldNumbersOf(thales)).toEqual({
    "acknowledge-appeal": "promised",
    "embargo-end": "promised",
    "remedy-date": "promised",
  });
  const ownNumbers = Object.entries(thales.promises).filter(([, { basis }]) => basis === "text");
  expect(ownNumbers.map(([id]) => id)).toEqual(["acknowledge-appeal"]);
});

test("the numbers of the law, the CVE Program and a coordinator are rules, and no promise", () => {
  const rules = Object.entries(thales.promises).filter(([, { basis }]) => basis === "rule");
  expect(Object.fromEntries(rules.map(([id, { within }]) => [id, within]))).toEqual({
    "coordinator-publication": { days: 45 },
    "answer-cve-request": { hours: 72 },
    "publish-cve-record": { hours: 72 },
    "publish-cve-record-after-others": { hours: 72 },
    "acknowledge-dispute": { workingDays: 3 },
    "decide-dispute": { workingDays: 5 },
    "regulator-early-warning": { hours: 24 },
    "regulator-notification": { hours: 72 },
    "regulator-intermediate-report": "agreed",
    "regulator-final-report": { days: 14 },
    "regulator-incident-report": { months: 1 },
    "security-txt-expiry": "agreed",
  });
  for (const [, terms] of rules) expect(wordingOf(terms)).toBe("unsaid");
});

test("a CVE record is warned of when 24 of its 72 hours have passed, as the rules' SHOULD says", () => {
  const { within, warnHoursBefore } = thales.promises["publish-cve-record"] ?? {};
  expect(within).toEqual({ hours: 72 });
  expect(warnHoursBefore).toContain(72 - 24);
});

test("the steps of an appeal to whose deed nobody gave a number have targets, unsaid", () => {
  for (const id of ["collect-evidence", "decide-appeal"] as const) {
    const terms = thales.promises[id];
    expect(terms).toMatchObject({ basis: "target", showTarget: false, satisfiedBy: "person" });
    expect(inLanguage(terms?.says ?? "", "en")).not.toMatch(/\d/);
  }
});

test("[TH-19] reporters accept three things that they do not do", () => {
  const { strength, must, mustNot } = thales.reporterUndertakings;
  expect(strength).toBe("accepted");
  expect(must).toEqual([]);
  expect(english(mustNot).map((text) => text.split(" ", 1)[0])).toEqual([
    "Take",
    "Disclose",
    "Use",
  ]);
  for (const attack of ["physical security", "social engineering", "denial of service", "spam"]) {
    expect(english(mustNot)[2]).toContain(attack);
  }
});

test("[TH-20] says that what is communicated is handled securely and kept confidential", () => {
  const said = english(thales.privacy.says).join(" ");
  expect(said).toContain("handle the communicated information securely");
  expect(said).toContain("enforce industry standards");
});

test("[TH-38] the process of an appeal is told step by step, with its grounds and its address", () => {
  const { taken, address, grounds, process } = thales.appeals;
  expect(taken).toBe(true);
  expect(address).toBe("cna-coordinator@thales.example");
  expect(english(grounds).slice(0, 3)).toEqual([
    "Not responding in a timely manner.",
    "Refusing to assign a CVE ID to a vulnerability.",
    "Not populating a CVE record in a timely manner.",
  ]);
  const steps = english(process);
  const order = ["contend", "detailed message", "3 working days", "collect", "final", "CVE Entry"];
  expect(order.map((word) => steps.findIndex((step) => step.includes(word)))).toEqual([
    0, 1, 2, 3, 4, 5,
  ]);
});

test("settles the fourteen points as its page says, or as we say where the page is silent", () => {
  expect(conflictSettingsOf(thales)).toMatchObject({
    ...pageIsSilent,
    "reporterUndertakings.strength": "accepted",
    "embargo.endsWhen": ["resolved", "consent"],
    "responses.guaranteed": false,
    "cna.scopes": ["own-products", "subsidiaries", "third-party-found-by-us"],
    "embargo.dateConflict": "agreed-only",
    "disclosure.publicationTypes": [
      { code: "SA", claimsRemedy: true, mayBeEarly: true },
      { code: "SN", claimsRemedy: false, mayBeEarly: true },
    ],
    "appeals.finalWithin": "our-root",
    "appeals.nextLevel": {
      en: "The Top-Level Root above this Root, and then the Council of Roots.",
    },
  });
});

/** Texts that are ours, with the reason; every other one stands on the page word for word. */
const ours: Readonly<Record<string, string>> = {
  source: "says where the text comes from",
  liveIncident: "the page says nothing of incidents that are happening",
  "scoring.bands": "the page has no scale",
  "disclosure.publicationTypes": "the page knows no types",
  "disclosure.bodies": "a CNA tells the CVE Program",
  "appeals.grounds.3": "the page's “etc.”",
  "appeals.process.0": "the page lost the name of the rules",
  "appeals.nextLevel": "of the CVE Record Dispute Policy",
};

test.skipIf(page === undefined)("every text of its page is the page's own, word for word", () => {
  const said = textsBut(thales, ours);
  expect(said.length).toBeGreaterThan(30);
  expect(sentencesNotOn(page ?? "", said)).toEqual([]);
});
