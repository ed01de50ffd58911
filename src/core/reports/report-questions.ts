/**
 * The question behind each field of a report, in words that a first-time reporter understands. The
 * web form, the offline template and the reporter's portal all ask and show the same ones.
 */
import type { ReportField } from "../policy/report-form.ts";
import { languageInWords } from "./languages.ts";

export type ReportQuestion = {
  readonly label: string;
  /** One sentence that helps to answer. */
  readonly help?: string;
  /** Answers to choose from; free text without. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
};

const yesNo = [
  { value: "no", label: "No" },
  { value: "yes", label: "Yes" },
  { value: "unknown", label: "I do not know" },
] as const;

export const reportQuestions: Readonly<Record<ReportField, ReportQuestion>> = {
  "live-incident": {
    label: "Is this happening now in a live network?",
    choices: [
      { value: "no", label: "No, I found a weakness" },
      { value: "yes", label: "Yes, an attack or outage is going on" },
    ],
  },
  "product-used": {
    label: "Do you think that a weakness in a product or service is being used?",
    help: "A guess is enough.",
    choices: yesNo,
  },
  product: {
    label: "Product or service",
    help: "The name on the box, the login page or the web address; roughly is fine.",
  },
  version: { label: "Version", help: "Software, firmware or build. “Unknown” is fine." },
  component: { label: "Component", help: "The part that is weak: a service, a library, a page." },
  description: {
    label: "What did you find?",
    help: "In your own words. What goes wrong, and how could we see it ourselves?",
  },
  exploitation: {
    label: "How can it be exploited?",
    help: "What an attacker needs: access, an account, a user who clicks.",
  },
  impact: { label: "What could an attacker do with it?" },
  "how-found": { label: "How did you find it?", help: "Tools and methods." },
  "ai-used": {
    label: "Did an AI tool take part?",
    help: "It is welcome either way; it tells us what to check first.",
    choices: [
      { value: "no", label: "No" },
      { value: "helped", label: "It helped: to search, to test or to word it" },
      { value: "wrote", label: "It found the weakness or wrote the report" },
    ],
  },
  "when-found": { label: "When did you find it?" },
  reproduction: { label: "Steps to reproduce", help: "One step a line." },
  "proof-of-concept": {
    label: "Proof of concept",
    help: "Requests, code or output. It is kept as text and never run.",
  },
  "affected-configurations": {
    label: "Configurations concerned",
    help: "Settings, platforms or deployments in which it works.",
  },
  "suggested-severity": {
    label: "How severe is it, in your opinion?",
    help: "A word, or a CVSS vector.",
  },
  cwe: { label: "Kind of weakness", help: "A CWE id such as CWE-79, if you know it." },
  "suggested-fix": { label: "How could it be mended?" },
  files: { label: "Files" },
  "personal-data": {
    label: "Do the files or the text hold personal or regulated data?",
    choices: [
      { value: "no", label: "No" },
      { value: "included", label: "Yes, and I may send it" },
      { value: "held-back", label: "I hold such data back until we agree how to send it" },
    ],
  },
  "already-public": {
    label: "Is it public already?",
    help: "Where, and since when. A web address is best.",
  },
  exploited: { label: "Have you seen it being exploited?", choices: yesNo },
  "other-vendors": {
    label: "Are other vendors concerned?",
    help: "Which, and whether they know.",
  },
  "already-reported": {
    label: "Whom else have you told?",
    help: "Another team, a coordinator, a bug bounty programme.",
  },
  "tracking-ids": { label: "Numbers it already has", help: "CVE, VU#, a support ticket." },
  "publication-plan": {
    label: "Do you plan to publish?",
    help: "A date, a conference, a blog. We plan with you.",
  },
  name: { label: "Name or handle" },
  organisation: { label: "Organisation" },
  email: { label: "E-mail" },
  telephone: { label: "Telephone" },
  language: {
    label: "Language you would like to be answered in",
    help: "Write the report itself in any language.",
  },
  "public-key": {
    label: "Your public OpenPGP key",
    help: "Then our answers reach you encrypted. The block that begins with “BEGIN PGP PUBLIC KEY”, or the https address where it lies.",
  },
  credit: {
    label: "May we thank you by name when it is published?",
    choices: [
      { value: "none", label: "No, keep me out of it" },
      { value: "name", label: "Yes, by name" },
      { value: "handle", label: "Yes, by a handle" },
      { value: "organisation", label: "Yes, by the organisation" },
      { value: "later", label: "Ask me later" },
    ],
  },
  "credit-as": {
    label: "What should we print?",
    help: "Left empty, the name or organisation above. You can change it until the publication.",
  },
  "share-contact": {
    label: "May we give your name and address to other vendors or coordinators concerned?",
    choices: [
      { value: "no", label: "No" },
      { value: "yes", label: "Yes" },
    ],
  },
  "private-comments": {
    label: "Anything only for the team",
    help: "Never part of a publication.",
  },
};

/** The value of a choice that was written as its value or its words, in any case; else as written. */
export function answerAsChoice(field: ReportField, written: string): string {
  const said = plain(written);
  const found = reportQuestions[field].choices?.find(
    ({ value, label }) => plain(value) === said || plain(label) === said,
  );
  return found?.value ?? written;
}

function plain(text: string): string {
  return text.trim().replace(/[.!]$/, "").toLowerCase();
}

/** What a reader sees of an answer: the words of a choice, else the answer itself. */
export function answerInWords(field: ReportField, answer: string): string {
  if (field === "language") return languageInWords(answer);
  const choices = reportQuestions[field].choices ?? [];
  return choices.find((choice) => choice.value === answer)?.label ?? answer;
}
