import { expect, test } from "vitest";
import { type AcknowledgementFacts, acknowledgement } from "./acknowledgement.ts";
import { conclusion } from "./conclusion.ts";
import { messageNotice } from "./message-notice.ts";
import { publicationNotice } from "./publication-notice.ts";
import { relevancy } from "./relevancy.ts";
import { status } from "./status.ts";

const now = new Date("2026-01-02T03:04:05Z");
const team = {
  organisation: "Example Networks",
  teamName: "Example Product Security Incident Response Team",
  address: "psirt@team.example",
  portalUrl: "https://psirt.team.example/report",
  policyUrl: "https://psirt.team.example/policy",
  fingerprint: "A65B241C47152CB761BB1B81F1C89F9F00E2171E",
  liveIncidentText: "Please call your support: https://support.team.example/",
  rewardsText: "We pay no rewards at this time.",
};
const common = {
  team,
  reference: "EX-2026-7",
  portalLink: "https://psirt.team.example/r/abc",
  timeZone: "Europe/Paris",
  now,
};
const promises = [
  { what: "tell you where your report stands", by: new Date("2026-01-16T08:00:00Z") },
  { what: "tell you whether it concerns our products", by: new Date("2026-07-09T16:00:00Z") },
  { what: "have done this already", by: new Date("2026-01-01T00:00:00Z") },
];
const facts: AcknowledgementFacts = {
  ...common,
  promises,
  receivedAt: now,
  keyKnown: false,
  cameEncrypted: true,
};

test("[ALE-29] the acknowledgement tells the number, the next dates with their zone, and the portal", () => {
  const { subject, outerSubject, text } = acknowledgement(facts);
  expect(subject).toBe("[EX-2026-7] We have received your report");
  expect(outerSubject).toBe("[EX-2026-7]");
  expect(text).toContain(
    "on Friday 2 January 2026, 04:04 (Europe/Paris) and gave it the number EX-2026-7",
  );
  expect(text).toContain(
    [
      "What happens next:",
      "- We will tell you where your report stands by Friday 16 January 2026, 09:00 (Europe/Paris).",
      "- We will tell you whether it concerns our products by Thursday 9 July 2026, 18:00 (Europe/Paris).",
    ].join("\n"),
  );
  expect(text).not.toContain("have done this already");
  expect(text).toContain("https://psirt.team.example/r/abc");
});

test("[ALE-45] a reporter without a known key is asked for one, with one is not", () => {
  expect(acknowledgement(facts).text).toContain("we found no public key of yours. Please send it");
  expect(acknowledgement({ ...facts, cameEncrypted: false }).text).toContain(
    "You need no encryption",
  );
  const known = acknowledgement({ ...facts, keyKnown: true }).text;
  expect(known).not.toMatch(/public key of yours|You need no encryption/);
});

test("[ALE-43] [VEN-15] the acknowledgement asks for confidentiality and repeats the word on rewards", () => {
  const { text } = acknowledgement(facts);
  expect(text).toContain("Please keep the matter confidential until a remedy is available");
  expect(text).toContain("We pay no rewards at this time.");
  const silent = acknowledgement({ ...facts, team: { ...team, rewardsText: null } });
  expect(silent.text).not.toContain("reward");
});

test("the acknowledgement points an attack that happens now to the support channels", () => {
  expect(acknowledgement(facts).text).toContain("Please call your support");
});

const letters = {
  acknowledgement: acknowledgement(facts),
  relevancy: relevancy({ ...common, promises, decision: "relevant", reasons: "It is our router." }),
  refusal: relevancy({ ...common, promises: [], decision: "not-relevant", reasons: "Not ours." }),
  question: relevancy({
    ...common,
    promises: [],
    decision: "need-more",
    reasons: "Which version?",
  }),
  status: status({ ...common, promises, step: "Analysis", news: "" }),
  conclusion: conclusion({
    ...common,
    promises,
    outcome: "confirmed",
    explanation: "The parser overflows.",
    severity: "High (CVSS 3.1: 8.1)",
  }),
  rejection: conclusion({
    ...common,
    promises: [],
    outcome: "not-confirmed",
    explanation: "We saw no overflow.",
    severity: null,
  }),
  notice: messageNotice({ ...common, because: "key-unusable" }),
  publication: publicationNotice({
    ...common,
    advisoryId: "SA-2026-1",
    advisoryUrl: "https://psirt.team.example/SA-2026-1",
    publishedAt: now,
    remediesAvailable: true,
  }),
};

test.each(Object.entries(letters))(
  "[ALE-02] the letter %s is signed by the team's name and shows outside only its reference",
  (_, { subject, outerSubject, text }) => {
    expect(text).toContain(`-- \n${team.teamName}\n${team.organisation}\n${team.address}\n`);
    expect(text).toContain("A65B 241C 4715 2CB7 61BB 1B81 F1C8 9F9F 00E2 171E");
    expect(outerSubject).toBe("[EX-2026-7]");
    expect(subject.startsWith("[EX-2026-7] ")).toBe(true);
    expect(text).not.toMatch(/undefined|null|\n{3}/);
    expect(text).toContain(common.portalLink);
  },
);

test("the conclusion gives the explanation and the rating", () => {
  expect(letters.conclusion.text).toContain("The parser overflows.");
  expect(letters.conclusion.text).toContain("Our rating: High (CVSS 3.1: 8.1).");
  expect(letters.rejection.text).not.toContain("Our rating");
});

test("the notice of a new message says nothing of the message", () => {
  const { text, subject } = letters.notice;
  expect(subject).toBe("[EX-2026-7] There is a new message for you");
  expect(text).toContain("we could not encrypt it to the key we have of yours");
});

test("[ALE-43] the publication ends the request for confidentiality only when remedies are there too", () => {
  expect(letters.publication.text).toContain("ends here");
  const early = publicationNotice({
    ...common,
    advisoryId: "SA-2026-1",
    advisoryUrl: "https://psirt.team.example/SA-2026-1",
    publishedAt: now,
    remediesAvailable: false,
  });
  expect(early.text).toContain("Please keep what is not in the publication confidential");
});
