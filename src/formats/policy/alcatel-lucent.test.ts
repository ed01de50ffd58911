/** The Alcatel-Lucent policy says what its public handling policy says, and no more. */
import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { sourcePage, wordsNotOn } from "../../../test/support/policy-page.ts";
import {
  conflictSettingsOf,
  pageIsSilent,
  textsBut,
  toldNumbersOf,
} from "../../../test/support/policy-texts.ts";
import { inLanguage, type Text } from "../../core/policy/text.ts";

const alcatelLucent = policyOf("alcatel-lucent.yaml");
const { promises, disclosure, organisation } = alcatelLucent;
const page = sourcePage("001-alcatel-lucent-policy.txt");
const english = (text: Text | undefined) => inLanguage(text ?? "", "en");

test("a report is acknowledged and its relevancy told, within no number that anybody promised", () => {
  expect(english(promises["acknowledge-report"]?.says)).toContain(
    "will acknowledge to the reporter",
  );
  expect(promises["acknowledge-report"]?.satisfiedBy).toBe("any");
  expect(english(promises.relevancy?.says)).toContain("about the relevancy of the reported");
  expect(promises.relevancy?.satisfiedBy).toBe("person");
  for (const id of ["acknowledge-report", "relevancy"] as const) {
    expect(promises[id]).toMatchObject({ basis: "target", showTarget: false });
  }
});

test("[ALU-06] reporters receive status on a regular basis, by default every 14 days", () => {
  const terms = promises["status-update"];
  expect(terms).toMatchObject({ within: { days: 14 }, basis: "target", showTarget: false });
  expect(english(terms?.says)).toContain("receive on a regular basis status information");
});

test("[ALU-10] reporters are told when a remedy will come, and that date is held to", () => {
  const terms = promises["remedy-date"];
  expect(terms).toMatchObject({ within: "agreed", basis: "agreed" });
  expect(english(terms?.says)).toContain("shall inform the Reporter as to when a remedy");
});

test("who disagrees with a report explains it in detail, whatever the public text omits", () => {
  expect(english(promises.conclusion?.says)).toContain("shall give detailed explanation");
  expect(alcatelLucent.explanations).toMatchObject({
    toReporter: "detailed",
    publicMayOmitDetails: true,
  });
});

test("an advisory is owed once there is a solution, or a need for public announcements", () => {
  const { conditions } = disclosure;
  expect(conditions.map(({ judgedFrom }) => judgedFrom)).toEqual(["remedies", "person"]);
  expect(conditions.every(({ early }) => !early)).toBe(true);
  expect(english(promises.advisory?.says)).toContain("result in a Security Advisory");
});

test("customers may be asked a grace period for, and it is as long as was agreed", () => {
  expect(promises["grace-period"]).toMatchObject({ within: "agreed", basis: "agreed" });
  expect(english(promises["grace-period"]?.says)).toContain("may request the reporter for a grace");
});

test("its business groups answer for the extranets, which need a login", () => {
  expect(organisation.entities.map(({ kind }) => kind)).toEqual(["business-group"]);
  expect(disclosure.places.portal?.loginNeeded).toBe(true);
  expect(promises["entity-accepts"]?.basis).toBe("target");
});

test("speaks of no number as promised but of dates that were agreed with somebody", () => {
  expect(toldNumbersOf(alcatelLucent)).toEqual({
    "embargo-end": "promised",
    "grace-period": "promised",
    "remedy-date": "promised",
  });
});

test("settles the fourteen points as its page says, or as we say where the page is silent", () => {
  expect(conflictSettingsOf(alcatelLucent)).toMatchObject({
    ...pageIsSilent,
    "scoring.accepted": ["3.1", "4.0"],
    "scoring.readOnly": ["2.0", "3.0"],
    "responses.guaranteed": true,
    "cna.scopes": [],
    "explanations.toReporter": "detailed",
    "explanations.publicMayOmitDetails": true,
    "disclosure.places": { publicPage: "when-cve-is-ours", portal: { loginNeeded: true } },
    "embargo.dateConflict": "agreed-only",
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
  "scoring.bands": "the page has no scale",
};

test.skipIf(page === undefined)(
  "every text is in the words of the page, but for those of ours",
  () => {
    const said = textsBut(alcatelLucent, ours);
    expect(said.length).toBeGreaterThan(18);
    expect(wordsNotOn(page ?? "", said)).toEqual({});
  },
);
