import { expect, test } from "vitest";
import { policyFiles, policyOf } from "../../../test/support/policy-files.ts";
import { letterNames } from "../../core/letters/letter-catalogue.ts";
import type { LetterPolicy } from "./letter-words.ts";
import { readyText } from "./ready-text.ts";
import { formsOf, sampleLetter } from "./sample-letter.ts";

const asked: Readonly<Record<string, Readonly<Record<"en" | "fr", string>>>> = {
  "alcatel-lucent.yaml": {
    en: "until the publication has been made",
    fr: "jusqu’à ce que la publication ait eu lieu",
  },
  "ale.yaml": {
    en: "until a remedy is available to our customers and the publication has been made",
    fr: "jusqu’à ce qu’un correctif soit disponible pour nos clients et que la publication ait eu lieu",
  },
  "certcc.yaml": {
    en: "until the publication has been made",
    fr: "jusqu’à ce que la publication ait eu lieu",
  },
  "telit.yaml": {
    en: "until the matter is resolved",
    fr: "jusqu’à ce que le sujet soit réglé",
  },
  "template.yaml": {
    en: "until a remedy is available to our customers and the publication has been made",
    fr: "jusqu’à ce qu’un correctif soit disponible pour nos clients et que la publication ait eu lieu",
  },
  "thales.yaml": {
    en: "until the matter is resolved and you have our consent",
    fr: "jusqu’à ce que le sujet soit réglé et que vous ayez notre accord",
  },
};
const each = policyFiles.flatMap((file) => [
  { file, language: "en" as const },
  { file, language: "fr" as const },
]);

/** What each form of each letter asks to be kept confidential, and until when. */
function asksOf(policy: LetterPolicy, language: "en" | "fr"): { name: string; until: string }[] {
  const asks = {
    en: /Please keep the matter confidential (.*?)\./g,
    fr: /Merci de garder le sujet confidentiel (.*?)\./g,
  };
  return letterNames.flatMap((name) =>
    formsOf(name).flatMap((form) => {
      const { text } = sampleLetter(policy, name, language, form);
      return [...text.matchAll(asks[language])].map(([, until = ""]) => ({ name, until }));
    }),
  );
}

test.each(each)(
  "[ALE-43] [VEN-12] [TH-18] letters by $file in $language ask for confidentiality as long as it says",
  ({ file, language }) => {
    const asks = asksOf(policyOf(file), language);
    expect([...new Set(asks.map(({ until }) => until))]).toEqual([asked[file]?.[language]]);
    expect([...new Set(asks.map(({ name }) => name))]).toEqual([
      ...["acknowledgement", "investigation", "conclusion", "duplicate"],
      ...["earlier-news", "part-news", "remedy-date"],
    ]);
  },
);

test("[ALE-43] where a policy asks for no confidentiality, no letter does, and none ends a request", () => {
  const ale = policyOf("ale.yaml");
  const open = { ...ale, embargo: { ...ale.embargo, endsWhen: [] } };
  for (const language of ["en", "fr"] as const) {
    expect(asksOf(open, language)).toEqual([]);
    for (const form of formsOf("publication")) {
      const { text } = sampleLetter(open, "publication", language, form);
      expect(text).not.toMatch(/confiden/);
      expect(text).toMatch(/Thank you for your patience|Merci de votre patience/);
    }
  }
});

test.each([
  ["alcatel-lucent.yaml", "available", "our request to keep the matter confidential ends here"],
  ["alcatel-lucent.yaml", "open", "our request to keep the matter confidential ends here"],
  ["ale.yaml", "open", "confidential until a remedy is available to our customers."],
  ["telit.yaml", "open", "confidential until the matter is resolved."],
  ["telit.yaml", "available", "our request to keep the matter confidential ends here"],
  ["thales.yaml", "available", "confidential until you have our consent."],
])(
  "[ALE-43] by %s the news that an advisory is out, with remedies %s, says: %s",
  (file, remedies, says) => {
    const { text } = sampleLetter(policyOf(file), "publication", "en", { remedies });
    expect(text).toContain(says);
  },
);

test.each(["not-confirmed", "not-mended"])(
  "[TH-18] nobody is asked to keep a matter until its publication whose work ended as %s",
  (news) => {
    for (const name of ["earlier-news", "part-news"] as const) {
      expect(sampleLetter(policyOf("ale.yaml"), name, "en", { news }).text).not.toContain(
        "confidential",
      );
    }
  },
);

test("[ALE-43] the text that a colleague completes asks for what the policy asks", () => {
  const frame = {
    ...{ language: "en", timeZone: "UTC", now: new Date(0), promises: [] },
    values: { reference: "EX-2026-7" },
  };
  const ready = (file: string) =>
    readyText({ ...frame, policy: policyOf(file) }, "conclusion", { outcome: "confirmed" }).text;
  expect(ready("telit.yaml")).toContain("confidential until the matter is resolved. We will");
  expect(ready("ale.yaml")).toContain("and the publication has been made. We will tell you when");
});
