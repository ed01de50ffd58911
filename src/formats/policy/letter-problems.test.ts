import { expect, test } from "vitest";
import { policyText } from "../../../test/support/policy-files.ts";
import { readPolicy } from "./read-policy.ts";

const template = policyText("template.yaml");
const lines = template.split("\n").length;

/** What is wrong with the letters, each with its line counted from the first of them. */
function complaints(letters: string, policy = template): string[] {
  const read = readPolicy(`${policy.replace(/\n?$/, "\n")}letters:\n${letters}\n`);
  if ("policy" in read) return [];
  return read.findings.map(({ line, message }) => `${line - lines}: ${message}`);
}

test("letters in the policy's own words are taken as they are", () => {
  expect(
    complaints(`
  greeting: Dear friend,
  closing: |-
    Subject: The end of {reference}

    We closed it{closed, select, resolved {, for it is done} other {}}. It's over.

    {portal}`),
  ).toEqual([]);
});

test.each([
  [
    "an unknown letter",
    "  acknowledgment: x",
    "acknowledgment: is no letter; did you mean acknowledgement?",
  ],
  [
    "an unknown variable",
    "  closing: '{closed} {portal} {refrence}'",
    "closing: holds {refrence}, which is no variable; did you mean {reference}?",
  ],
  [
    "a variable of another letter",
    "  closing: '{closed} {portal} {cveId}'",
    "closing: holds {cveId}, which is no variable of this letter; it may hold {portal}, {closed}, {reference}",
  ],
  [
    "a variable too few",
    "  acknowledgement: 'Thanks, {receivedAt}. {portal}'",
    "acknowledgement: lacks {reference} (Our number of the case), which it has to hold",
  ],
  [
    "the matter in a letter that may leave in plain",
    "  reminder: '{askedAt} {portal} {text}'",
    "reminder: holds {text}, which tells of the matter; this letter may leave unencrypted",
  ],
  [
    "a request for personal data",
    "  closing: '{closed}. {portal}. Please send us your full name.'",
    "closing: asks somebody who may stay unnamed for personal data: “Please send us your full name.”",
  ],
  ["an open brace", "  closing: '{closed} {portal'", "closing: a { is not closed by }"],
  [
    "a choice that is none",
    "  closing: '{portal}{closed, select, solved {a} other {}}'",
    "closing: {closed} is never “solved”; it is one of resolved, not_relevant",
  ],
  [
    "a plural of what is no number",
    "  closing: '{closed} {portal, plural, one {a} other {b}}'",
    "closing: {portal} is no number, so it has no plural",
  ],
  [
    "a date without its zone",
    "  remedy-date: '{by, date} {portal}'",
    "remedy-date: after the comma stands none of select, plural, selectordinal",
  ],
])("%s is told with its line and a sentence", (_, letters, says) => {
  const [first, ...more] = complaints(letters);
  expect(first).toContain(`1: letters.${says}`);
  expect(more).toEqual([]);
});

test("a letter in one language of two is told", () => {
  const both = template.replace("languages: [en]", "languages: [en, fr]");
  expect(complaints("  greeting: Dear friend,", both)).toEqual([
    "1: letters.greeting: is said in en alone; write it once per language: en, fr",
  ]);
  expect(complaints("  greeting: { en: 'Dear friend,' }", both)).toEqual([
    "1: letters.greeting: is not said in fr; this file's languages are en, fr",
  ]);
});

test("the French words of a policy are asked the same, at their own line", () => {
  const both = template.replace("languages: [en]", "languages: [en, fr]");
  expect(
    complaints(
      `  closing:
    en: "{closed} {portal}"
    fr: "{closed}. {portal}. Indiquez-nous votre nom."`,
      both,
    ),
  ).toEqual([
    "3: letters.closing.fr: asks somebody who may stay unnamed for personal data: “Indiquez-nous votre nom.”",
  ]);
});

test("a language in which Parley writes no letters needs every letter from the policy", () => {
  const german = template.replace("languages: [en]", "languages: [de]");
  const [subject, missing, ...more] = complaints("  closing: '{closed} {portal}'", german);
  expect(subject).toContain("has no subject in de; let its first line be “Subject: …”");
  expect(missing).toContain(
    "languages: has de, in which Parley writes no letters; say under letters: acknowledgement, notice-acknowledgement, live-incident",
  );
  expect(missing).not.toContain("closing");
  expect(more).toEqual([]);
});
