/** The ALE policy says what the public page of the ALE PSIRT says, and no more. */
import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { sourcePage, wordsNotOn } from "../../../test/support/policy-page.ts";
import {
  conflictSettingsOf,
  pageIsSilent,
  textsBut,
  toldNumbersOf,
} from "../../../test/support/policy-texts.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { bandOf } from "../../core/severity/bands.ts";

const ale = policyOf("ale.yaml");
const page = sourcePage("000-ale-psirt.txt");

test("[ALE-02] names its team, and calls it so in every language", () => {
  expect(ale.organisation.teamName).toBe("ALE Product Security Incident Response Team");
  expect(inLanguage(ale.organisation.mission, "fr")).toContain("PSIRT");
});

test("[ALE-03] carries the mission sentences, with version and date", () => {
  const mission = inLanguage(ale.organisation.mission, "en");
  expect(mission).toContain("rely on secure products and solutions");
  expect(mission).toContain("developed with all appropriate security principles as basis");
  expect(ale.organisation.programme).toHaveLength(3);
  expect(ale.version).toBe(1);
  expect(ale.inForceFrom).toEqual(new Date("2019-12-31T23:00:00Z"));
});

test("[ALE-29] the acknowledgement is promised in words, its number is a target and unsaid", () => {
  const terms = ale.promises["acknowledge-report"];
  expect(terms).toMatchObject({
    within: { workingDays: 2 },
    basis: "target",
    showTarget: false,
    satisfiedBy: "any",
  });
  expect(inLanguage(terms?.says ?? "", "en")).toContain("acknowledges the reception");
});

test("[ALE-31] status comes on a regular basis, by default every 14 days", () => {
  const terms = ale.promises["status-update"];
  expect(terms).toMatchObject({ within: { days: 14 }, basis: "target", showTarget: false });
  expect(inLanguage(terms?.says ?? "", "en")).toContain("on a regular basis");
});

test("[ALE-35] the timeframe of a correction is a date that is agreed and held to", () => {
  const terms = ale.promises["remedy-date"];
  expect(terms).toMatchObject({ within: "agreed", basis: "agreed" });
  expect(inLanguage(terms?.says ?? "", "en")).toContain("define timeframe of correction delivery");
});

test("each published CVE of a component is analysed, the gravest first", () => {
  const { within, bySeverity, basis } = ale.promises["third-party-analysis"] ?? {};
  expect(basis).toBe("target");
  expect(within).toEqual({ workingDays: 10 });
  expect(Object.values(bySeverity ?? {})).toEqual(
    [2, 5, 10, 20].map((workingDays) => ({ workingDays })),
  );
});

test("the law's hours and days are a rule, and no promise", () => {
  const law = Object.entries(ale.promises).filter(([id]) => id.startsWith("regulator-"));
  expect(Object.fromEntries(law.map(([id, { within, basis }]) => [id, [within, basis]]))).toEqual({
    "regulator-early-warning": [{ hours: 24 }, "rule"],
    "regulator-notification": [{ hours: 72 }, "rule"],
    "regulator-intermediate-report": ["agreed", "rule"],
    "regulator-final-report": [{ days: 14 }, "rule"],
    "regulator-incident-report": [{ months: 1 }, "rule"],
  });
});

test("the key's expiry is warned of 60, 30 and 7 days before", () => {
  const days = ale.promises["key-expiry"]?.warnHoursBefore.map((hours) => hours / 24);
  expect(days).toEqual([60, 30, 7]);
});

test("speaks of no number as promised but of dates that were agreed with somebody", () => {
  expect(toldNumbersOf(ale)).toEqual({ "embargo-end": "promised", "remedy-date": "promised" });
});

test("[ALE-53] scores in CVSS 3.0 by default, and keeps the other versions", () => {
  expect(ale.scoring.cvssDefault).toBe("3.0");
  expect(ale.scoring.accepted).toEqual(["3.0", "3.1", "4.0"]);
  expect(ale.scoring.readOnly).toEqual(["2.0"]);
});

test("[ALE-54] abstracts every score to one named level of impact", () => {
  for (let tenths = 0; tenths <= 100; tenths++) {
    expect(bandOf(tenths / 10, ale.scoring.bands).name).toMatch(/^(critical|high|medium|low)$/);
  }
});

test("[ALE-55] its lowest level is 3.9 or below, and every level has a colour and a label", () => {
  expect(bandOf(3.9, ale.scoring.bands).name).toBe("low");
  expect(bandOf(0, ale.scoring.bands).name).toBe("low");
  expect(bandOf(4, ale.scoring.bands).name).toBe("medium");
  const labels = ale.scoring.bands.map(({ label }) => inLanguage(label, "fr"));
  expect(labels).toEqual(["Critique", "Élevé", "Moyen", "Faible"]);
  expect(new Set(ale.scoring.bands.map((band) => band.colour)).size).toBe(4);
});

test("has the conditions for an advisory, two of them before any remedy", () => {
  const { conditions } = ale.disclosure;
  expect(conditions.map((condition) => condition.judgedFrom)).toEqual([
    "remedies",
    "public-fix-planned",
    "exploitation",
    "public-knowledge",
  ]);
  expect(conditions.map((condition) => condition.early)).toEqual([false, false, true, true]);
  expect(conditions[1]?.severities).toEqual(["critical", "high"]);
});

test("settles the fourteen points as its page says, or as we say where the page is silent", () => {
  expect(conflictSettingsOf(ale)).toMatchObject({
    ...pageIsSilent,
    "scoring.cvssDefault": "3.0",
    "embargo.endsWhen": ["resolution-available", "published"],
    "responses.guaranteed": true,
    "cna.scopes": [],
    "disclosure.places": {
      publicPage: "always",
      portal: { name: { en: "ALE business portal" }, loginNeeded: true },
    },
    "embargo.dateConflict": "earliest-external",
    "disclosure.publicationTypes": [
      { code: "SA", claimsRemedy: true, mayBeEarly: true },
      { code: "SN", claimsRemedy: false, mayBeEarly: true },
    ],
  });
});

/** Texts that are ours, with the reason; every other one follows the page word for word. */
const ours: Readonly<Record<string, string>> = {
  source: "says where the text comes from",
  "liveIncident.channels": "names of support channels are not on the page",
  "disclosure.publicationTypes.1.name": "the page knows no notices",
  "disclosure.bodies": "the page's own names are lost",
  "scoring.bands": "of the table one row is left",
};

test.skipIf(page === undefined)(
  "every text is in the words of the page, but for those of ours",
  () => {
    const said = textsBut(ale, ours);
    expect(said.length).toBeGreaterThan(25);
    expect(wordsNotOn(page ?? "", said)).toEqual({});
  },
);
