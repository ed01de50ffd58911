import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type LetterName, letterNames } from "../../core/letters/letter-catalogue.ts";
import { type LetterFacts, letter } from "./letter.ts";

const now = new Date("2026-01-02T03:04:05Z");
const team = {
  organisation: "Example Networks",
  teamName: "Example Product Security Incident Response Team",
  address: "psirt@team.example",
  policyUrl: "https://psirt.team.example/policy",
  fingerprint: "A65B241C47152CB761BB1B81F1C89F9F00E2171E",
  liveIncidentText: "Please call your support: https://support.team.example/",
  rewardsText: "We pay no rewards at this time.",
};
const to: LetterFacts = {
  policy: policyOf("ale.yaml"),
  language: "en",
  team,
  reference: "EX-2026-7",
  portalLink: "https://psirt.team.example/r/abc",
  timeZone: "Europe/Paris",
  now,
  promises: [
    { promise: "status-update", by: new Date("2026-07-09T16:00:00Z") },
    { promise: "relevancy", by: new Date("2026-01-16T08:00:00Z") },
    { promise: "conclusion", by: new Date("2026-01-01T00:00:00Z") },
  ],
};
const french = { ...to, language: "fr" };
const received = { receivedAt: now, key: "wanted" };

test("[ALE-29] [ALU-04] the acknowledgement tells the number, the next dates with their zone, and the portal", () => {
  const { subject, outerSubject, text } = letter(to, "acknowledgement", received);
  expect(subject).toBe("[EX-2026-7] We have received your report");
  expect(outerSubject).toBe("[EX-2026-7]");
  expect(text).toContain(
    "on Friday 2 January 2026, 04:04 (Europe/Paris) and gave it the number EX-2026-7",
  );
  expect(text).toContain(
    [
      "What happens next:",
      "- We will tell you whether your report concerns our products by Friday 16 January 2026, 09:00 (Europe/Paris).",
      "- We will tell you how the investigation stands by Thursday 9 July 2026, 18:00 (Europe/Paris).",
    ].join("\n"),
  );
  expect(text).not.toContain("the result of our analysis");
  expect(text).toContain("https://psirt.team.example/r/abc");
});

test("the acknowledgement of somebody who writes French is French, with its dates", () => {
  const { subject, text } = letter(french, "acknowledgement", received);
  expect(subject).toBe("[EX-2026-7] Nous avons reçu votre signalement");
  expect(text).toMatch(/^Bonjour,\n\nmerci\./);
  expect(text).toContain("le vendredi 2 janvier 2026 à 04:04 (Europe/Paris)");
  expect(text).toContain(
    "- Nous vous dirons si votre signalement concerne nos produits au plus tard le vendredi 16 janvier 2026 à 09:00 (Europe/Paris).",
  );
  expect(text).toContain("La suite\u202f:\n");
  expect(letter({ ...to, language: "fr-CA" }, "acknowledgement", received).text).toBe(text);
});

test("the first of a month is the “1er” in French", () => {
  const by = new Date("2026-05-01T10:00:00Z");
  expect(letter(french, "remedy-date", { by }).text).toContain("vendredi 1er mai 2026 à 12:00");
});

test("[ALE-45] a reporter without a known key is asked for one, with one is not", () => {
  const asked = (key: string) => letter(to, "acknowledgement", { ...received, key }).text;
  expect(asked("wanted")).toContain("we found no public key of yours. Please send it");
  expect(asked("offered")).toContain("You need no encryption");
  expect(asked("offered")).toContain("The fingerprint of our own key is A65B 241C");
  expect(asked("known")).not.toMatch(/public key of yours|You need no encryption|our own key/);
});

test("[VEN-21] who is answered on the page alone is told nothing of mail, and nobody of what stands above", () => {
  const told = (frame: LetterFacts, answers: string) =>
    letter(frame, "acknowledgement", { ...received, key: "offered", code: "yes", answers }).text;
  expect(told(to, "mail")).toContain("choose which news we mail you, and object to a decision");
  expect(told(to, "page")).toContain("ask whether you may publish, and object to a decision.");
  expect(told(french, "page")).toContain("si vous pouvez publier et contester une décision.");
  for (const frame of [to, french]) {
    const words = told(frame, "page").replace(/https?:\S+/g, "");
    expect(words).not.toMatch(/we mail you|our mail reaches|encrypted answers/);
    expect(words).not.toMatch(/nous vous envoyons|messages vous parviennent|réponses chiffrées/);
    for (const answers of ["page", "mail"]) {
      // The page shows the letter without the paragraph that holds the link.
      expect(told(frame, answers)).not.toMatch(/(?:page|link) above|ci-dessus/);
    }
  }
});

test("[ALE-43] [VEN-15] the acknowledgement asks for confidentiality and repeats the word on rewards", () => {
  const { text } = letter(to, "acknowledgement", received);
  expect(text).toContain("Please keep the matter confidential until a remedy is available");
  expect(text).toContain("We pay no rewards at this time.");
  const silent = { ...to, team: { ...team, rewardsText: null } };
  expect(letter(silent, "acknowledgement", received).text).not.toContain("reward");
});

test("the acknowledgement points an attack that happens now to the support channels", () => {
  expect(letter(to, "acknowledgement", received).text).toContain("Please call your support");
});

const said: readonly (readonly [LetterName, Parameters<typeof letter>[2]])[] = [
  ["acknowledgement", received],
  ["relevancy", { decision: "relevant", explanation: "It is our router." }],
  ["relevancy", { decision: "not-relevant", explanation: "Not ours." }],
  ["conclusion", { outcome: "confirmed", explanation: "It overflows.", severity: "High" }],
  ["conclusion", { outcome: "not-confirmed", explanation: "We saw no overflow." }],
  ["closing", { closed: "other" }],
  ["pointer", { because: "key-unusable" }],
  ["message", { text: "We look at it." }],
  [
    "publication",
    {
      advisoryId: "SA-1",
      advisoryUrl: "https://a.example/SA-1",
      publishedAt: now,
      remedies: "open",
    },
  ],
];

test.each(said)(
  "[ALE-02] the letter %s is signed by the team's name and shows outside only its reference",
  (name, values) => {
    for (const facts of [to, french]) {
      const { subject, outerSubject, text } = letter(facts, name, values);
      expect(text).toContain(`-- \n${team.teamName}\n${team.organisation}\n${team.address}\n`);
      expect(text).toContain("A65B 241C 4715 2CB7 61BB 1B81 F1C8 9F9F 00E2 171E");
      expect(outerSubject).toBe("[EX-2026-7]");
      expect(subject.startsWith("[EX-2026-7] ")).toBe(true);
      expect(text).not.toMatch(/undefined|null|\n{3}/);
      expect(text).toContain(to.portalLink);
    }
  },
);

test("[VEN-21] a closing is answered on the page as by mail", () => {
  for (const frame of [to, french]) {
    const [body = ""] = letter(frame, "closing", { closed: "other" }).text.split(to.portalLink);
    expect(body).not.toMatch(/answer this mail|Répondez à ce message/);
  }
});

test("the conclusion gives the explanation and the rating", () => {
  const [text, silent] = ["High (CVSS 3.1: 8.1)", undefined].map(
    (severity) =>
      letter(to, "conclusion", {
        outcome: "confirmed",
        explanation: "It overflows.",
        ...(severity && { severity }),
      }).text,
  );
  expect(text).toContain("It overflows.");
  expect(text).toContain("Our rating: High (CVSS 3.1: 8.1).");
  expect(silent).not.toContain("Our rating");
});

test("[ALE-43] the publication ends the request for confidentiality only when remedies are there too", () => {
  const published = { advisoryId: "SA-1", advisoryUrl: "https://a.example/SA-1", publishedAt: now };
  const told = (remedies: string) => letter(to, "publication", { ...published, remedies }).text;
  expect(told("available")).toContain("ends here");
  expect(told("open")).toContain("Please keep what is not in the publication confidential");
});

test("a colleague who greets is not given a second greeting", () => {
  const text = (words: string) => letter(to, "message", { text: words }).text;
  expect(text("We look at it.")).toMatch(/^Hello,\n\nWe look/);
  expect(text("Dear finder,\nwe look at it.")).toMatch(/^Dear finder,/);
  expect(letter(french, "question", { text: "Bonjour !" }).text).toMatch(/^Bonjour !/);
});

test("a value is never read as a variable, and its braces stand as they are", () => {
  const text = "A payload: {reference} ''{x, select, <b>#</b> %{y}";
  expect(letter(to, "message", { text }).text).toContain(text);
});

test("a policy says a letter in its own words, with its own subject", () => {
  const letters = {
    acknowledgement: {
      en: "Subject: Got it: {reference}\n\nWe got it on {receivedAt}.\n\n{portal}",
      fr: "Bien reçu le {receivedAt} : d'{reference}.\n\n{portal}",
    },
    greeting: { en: "Dear friend,", fr: "Chère amie, cher ami," },
  };
  const own = { ...to, policy: { ...to.policy, letters } };
  const { subject, text } = letter(own, "acknowledgement", received);
  expect(subject).toBe("[EX-2026-7] Got it: EX-2026-7");
  expect(text).toMatch(/^Dear friend,\n\nWe got it on Friday 2 January 2026/);
  const other = letter({ ...own, language: "fr" }, "acknowledgement", received);
  expect(other.subject).toBe("[EX-2026-7] Nous avons reçu votre signalement");
  expect(other.text).toContain("(Europe/Paris)\u202f: d'EX-2026-7.");
});

test("a policy's words that ask for a value the case lacks give way to Parley's own: it is owed", () => {
  const reminder = { en: "Answer {askedAt} by {answerBy}.\n\n{portal}", fr: "{askedAt} {portal}" };
  const own = { ...to, policy: { ...to.policy, letters: { reminder } } };
  const asked = { askedAt: now, daysWaited: 1 };
  expect(letter(own, "reminder", { ...asked, answerBy: now }).text).toContain("Answer Friday");
  expect(letter(own, "reminder", { ...asked, waiting: "open" }).text).toContain(
    "for 1 day now. Your answer helps us",
  );
  expect(letter(french, "reminder", { ...asked, daysWaited: 7 }).text).toContain("soit 7 jours.");
});

test("a language without words falls back to the first one of the policy, never to a hole", () => {
  const policy = { ...to.policy, languages: ["fr", "en"] };
  expect(letter({ ...to, policy, language: "de" }, "closing", { closed: "other" }).text).toContain(
    "nous avons clos",
  );
});

test("every letter of the catalogue has a name that fits a column and an address", () => {
  for (const name of letterNames) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});
