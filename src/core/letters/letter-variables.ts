/**
 * Everything that a letter may have filled in: what kind of value it is, what it means, and whether
 * it tells of the matter, which a letter that may leave in plain never holds. Longer than a file should
 * be, since it is one table, read line by line.
 */
import type { LetterLanguage } from "./letter-language.ts";

export interface LetterVariable {
  /** A choice is asked for with `{name, select, …}`, a count with `{name, plural, …}`. */
  readonly type: "words" | "passage" | "date" | "choice" | "count";
  readonly says: string;
  /** Tells of the matter, or of people. */
  readonly matter: boolean;
  /** What a choice may be: with _ for -, which ends a word in ICU messages. */
  readonly options?: readonly string[];
  /** What stands in the blank that a colleague fills. */
  readonly blank: Readonly<Record<LetterLanguage, string>>;
  /** For previews and tests; a date is an instant in ISO 8601. */
  readonly sample: string | number | Readonly<Record<LetterLanguage, string>>;
}

type Plain = Omit<LetterVariable, "type" | "matter">;

const both = (en: string, fr: string) => ({ en, fr });
const open = (type: LetterVariable["type"], of: Plain): LetterVariable => ({
  type,
  matter: false,
  ...of,
});
const matter = (type: LetterVariable["type"], of: Plain): LetterVariable => ({
  type,
  matter: true,
  ...of,
});
const choice = (says: string, options: readonly string[]): LetterVariable => ({
  type: "choice",
  says,
  matter: false,
  options,
  blank: both("choose", "à choisir"),
  sample: options[0] ?? "",
});
const date = (says: string, en: string, fr: string, sample: string) =>
  open("date", { says, blank: both(en, fr), sample });

const frame = {
  reference: open("words", {
    says: "Our number of the case",
    blank: both("our number", "notre numéro"),
    sample: "EX-2026-7",
  }),
  team: open("words", {
    says: "The team's name",
    blank: both("our team", "notre équipe"),
    sample: "Example PSIRT",
  }),
  organisation: open("words", {
    says: "The organisation's name",
    blank: both("our organisation", "notre organisation"),
    sample: "Example Networks",
  }),
  address: open("words", {
    says: "The address that people write to",
    blank: both("our address", "notre adresse"),
    sample: "psirt@team.example",
  }),
  policyUrl: open("words", {
    says: "Where our policy can be read",
    blank: both("address of the policy", "adresse de la politique"),
    sample: "https://psirt.team.example/policy",
  }),
  house: choice("Whether we make the products or bring others together: vendor; coordinator", [
    "vendor",
    "coordinator",
  ]),
  confidentialUntil: open("words", {
    says: "Until when the policy asks for confidentiality; “none” where it asks for none, “over” where it ended",
    blank: both("until when", "jusqu’à quand"),
    sample: both(
      "until a remedy is available and the publication has been made",
      "jusqu’à ce qu’un correctif soit disponible et que la publication ait eu lieu",
    ),
  }),
  fingerprint: open("words", {
    says: "Fingerprint of our key; “none” where there is no key",
    blank: both("fingerprint", "empreinte"),
    sample: "A65B 241C 4715 2CB7 61BB 1B81 F1C8 9F9F 00E2 171E",
  }),
  link: open("words", {
    says: "The page of the report, for this party",
    blank: both("link", "lien"),
    sample: "https://psirt.team.example/portal/link/…",
  }),
  portal: open("passage", {
    says: "The part “How to answer”",
    blank: both("how to answer", "comment répondre"),
    sample: both(
      "You can follow your report and write to us here:\nhttps://psirt.team.example/portal/link/…\nOr answer this mail. Our reference is EX-2026-7; keeping it in the subject helps us.",
      "Vous pouvez suivre votre signalement et nous écrire ici\u202f:\nhttps://psirt.team.example/portal/link/…\nOu répondez à ce message. Notre référence est EX-2026-7\u202f; la garder dans l’objet nous aide.",
    ),
  }),
  promises: open("passage", {
    says: "The dates promised next, each with its zone; empty where none is",
    blank: both("what happens next", "la suite"),
    sample: both(
      "What happens next:\n- We will tell you whether your report concerns our products by Friday 16 January 2026, 09:00 (Europe/Paris).",
      "La suite\u202f:\n- nous vous dirons si votre signalement concerne nos produits, au plus tard le vendredi 16 janvier 2026 à 09:00 (Europe/Paris).",
    ),
  }),
  liveIncident: open("passage", {
    says: "The policy's words on where to turn under attack",
    blank: both("where to turn", "à qui s’adresser"),
    sample: both(
      "Please call your support: https://support.team.example/",
      "Appelez votre assistance\u202f: https://support.team.example/",
    ),
  }),
  supportChannels: open("passage", {
    says: "The policy's support channels, one a line; empty where it names none",
    blank: both("support channels", "canaux d’assistance"),
    sample: both(
      "- Worldwide: Customer support, https://support.team.example/",
      "- Monde entier\u202f: Assistance, https://support.team.example/",
    ),
  }),
  rewards: open("passage", {
    says: "The policy's words on rewards; empty where it has none",
    blank: both("rewards", "récompenses"),
    sample: both(
      "We pay no rewards at this time.",
      "Nous ne versons pas de récompense pour le moment.",
    ),
  }),
  undertakingsUrl: open("words", {
    says: "Where the list of what reporters are asked can be read, in the version that holds for them",
    blank: both("address of the list", "adresse de la liste"),
    sample: "https://psirt.team.example/policy/versions/1#undertakings",
  }),
  undertakingsVersion: open("words", {
    says: "The version of that list",
    blank: both("version of the list", "version de la liste"),
    sample: "2026-01",
  }),
  classText: open("passage", {
    says: "What the policy says of this class of reports",
    blank: both("the class", "la catégorie"),
    sample: both(
      "We do not answer reports of missing best practices one by one.",
      "Nous ne répondons pas un par un aux signalements de bonnes pratiques manquantes.",
    ),
  }),
} as const;

const times = {
  receivedAt: date(
    "When the report arrived",
    "date of receipt",
    "date de réception",
    "2026-01-02T03:04:05Z",
  ),
  askedAt: date(
    "When we asked",
    "date of the question",
    "date de la question",
    "2026-01-02T03:04:05Z",
  ),
  answerBy: date("Until when we wait", "answer by", "répondre avant le", "2026-01-16T16:00:00Z"),
  by: date(
    "By when a remedy will be available",
    "date of the remedy",
    "date du correctif",
    "2026-05-04T16:00:00Z",
  ),
  formerBy: date("The date told before", "former date", "date précédente", "2026-04-01T16:00:00Z"),
  until: date(
    "Until when both sides stay silent",
    "end of the embargo",
    "fin de l’embargo",
    "2026-04-02T16:00:00Z",
  ),
  formerUntil: date(
    "The end agreed before",
    "former end",
    "fin convenue auparavant",
    "2026-03-02T16:00:00Z",
  ),
  graceUntil: date(
    "Until when details rest after the remedy",
    "end of the grace period",
    "fin du délai de grâce",
    "2026-06-02T16:00:00Z",
  ),
  publishedAt: date(
    "When it was published",
    "date of publication",
    "date de publication",
    "2026-05-12T10:00:00Z",
  ),
  publishAt: date(
    "When it is to be published",
    "date of publication",
    "date de publication",
    "2026-05-12T10:00:00Z",
  ),
  decideBy: date(
    "By when we decide",
    "date of decision",
    "date de décision",
    "2026-02-02T16:00:00Z",
  ),
  knownSince: date(
    "When the same was reported first",
    "date of the first report",
    "date du premier signalement",
    "2026-01-02T03:04:05Z",
  ),
  at: date("When it happened", "date", "date", "2026-01-02T03:04:05Z"),
} as const;

const choices = {
  key: choice(
    "Whether we know their key: known; wanted (the report came encrypted, without one); unconfirmed (one came along); offered",
    ["known", "wanted", "unconfirmed", "offered"],
  ),
  size: choice("How much of their mail was taken: whole; header (it is larger than what we take)", [
    "whole",
    "header",
  ]),
  answers: choice("Where we answer them: mail; page (only on the page of their report)", [
    "mail",
    "page",
  ]),
  live: choice("Whether they wrote that an attack or outage is going on", ["yes", "no"]),
  undertakings: choice(
    "How strongly the policy asks what is on its list for reporters; none where they saw it already",
    ["none", "asked", "informed", "accepted"],
  ),
  decision: choice("Relevancy", ["relevant", "not_relevant", "need_more"]),
  objection: choice("What came of their objection", ["upheld", "partly_upheld", "rejected"]),
  consent: choice("Whether they may publish", ["given", "refused"]),
  ruling: choice("What was decided in a dispute, or came of a data leak", [
    "upheld",
    "partly_upheld",
    "rejected",
    "leaked_from_us",
    "leaked_elsewhere",
    "nothing_leaked",
  ]),
  outcome: choice("What the analysis found", ["confirmed", "not_confirmed", "not_mended"]),
  closed: choice("Why the case was closed", [
    "resolved",
    "not_relevant",
    "duplicate",
    "accepted_risk",
    "reporter_unreachable",
    "reporter_opted_out",
    "other",
  ]),
  because: choice("Why the message is not in the mail", [
    "no_key",
    "plain_asked",
    "not_agreed",
    "plain_declined",
    "key_unconfirmed",
    "not_in_plain",
    "key_unusable",
    "portal_chosen",
  ]),
  code: choice(
    "What opens the page to them: yes (a receipt code of theirs); link (the letter's own, encrypted, link); no",
    ["yes", "link", "no"],
  ),
  dated: choice("Whether it is told since when it was known", ["yes", "no"]),
  news: choice("How the work on what was known before goes on", [
    "confirmed",
    "not_confirmed",
    "not_mended",
    "remedy_date",
    "remedy_withdrawn",
    "remedy_available",
    "published",
    "apart",
    "rejoined",
  ]),
  remedies: choice("Whether all remedies are available, or none will come", [
    "available",
    "none",
    "open",
  ]),
  promise: choice("Which promise", ["relevancy", "status_update", "conclusion", "remedy_date"]),
  waiting: choice("Whether we set a date for the answer", ["until", "open"]),
} as const;

const said = {
  text: matter("passage", {
    says: "What the colleague wrote",
    blank: both("your words", "votre texte"),
    sample: both("Which version do you use?", "Quelle version utilisez-vous\u202f?"),
  }),
  explanation: matter("passage", {
    says: "The team's reasons, in its own words",
    blank: both("our reasons", "nos raisons"),
    sample: both(
      "The parser checks the length before it reads.",
      "L’analyseur contrôle la longueur avant de lire.",
    ),
  }),
  questions: matter("passage", {
    says: "The questions, one a line",
    blank: both("our questions", "nos questions"),
    sample: both(
      "- Which version do you use?\n- Is the default configuration affected?",
      "- Quelle version utilisez-vous\u202f?\n- La configuration par défaut est-elle touchée\u202f?",
    ),
  }),
  daysWaited: open("count", {
    says: "Days since we asked",
    blank: both("number of days", "nombre de jours"),
    sample: 7,
  }),
  step: open("words", {
    says: "The step that the portal shows",
    blank: both("step", "étape"),
    sample: both("Analysis", "Analyse"),
  }),
  severity: matter("words", {
    says: "Our rating; “none” where there is none",
    blank: both("our rating", "notre évaluation"),
    sample: "High (CVSS 3.1: 8.1)",
  }),
  product: matter("words", {
    says: "The product, with its versions",
    blank: both("product and versions", "produit et versions"),
    sample: "Example Gateway 4.2",
  }),
  otherReference: open("words", {
    says: "The number of another case",
    blank: both("number of the other case", "numéro de l’autre dossier"),
    sample: "EX-2026-3",
  }),
  proof: open("words", {
    says: "SHA-256 over what proves the date of the first report",
    blank: both("proof of the date", "preuve de la date"),
    sample: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  }),
  partReference: open("words", {
    says: "Our number of the case that a part of the report has",
    blank: both("number of the other case", "numéro de l’autre dossier"),
    sample: "EX-2026-8",
  }),
  theirReference: open("words", {
    says: "Their own number of the case",
    blank: both("their number", "leur numéro"),
    sample: "VU#123456",
  }),
  recipient: matter("passage", {
    says: "Who it goes to and what for",
    blank: both("to whom", "à qui"),
    sample: both("The maker of a component.", "Le fabricant d’un composant."),
  }),
  terms: matter("passage", {
    says: "Further terms, in the team's own words",
    blank: both("terms", "conditions"),
    sample: both(
      "Details stay between us until then.",
      "Les détails restent entre nous jusque-là.",
    ),
  }),
  remedy: matter("passage", {
    says: "The remedy and where it can be had",
    blank: both("the remedy", "le correctif"),
    sample: both(
      "Version 4.3, from https://support.team.example/",
      "Version 4.3, sur https://support.team.example/",
    ),
  }),
  advisoryId: open("words", {
    says: "Public number of the advisory",
    blank: both("number of the advisory", "numéro de l’avis"),
    sample: "SA-2026-0001",
  }),
  advisoryUrl: open("words", {
    says: "Its public address",
    blank: both("address of the advisory", "adresse de l’avis"),
    sample: "https://psirt.team.example/publications/SA-2026-0001",
  }),
  draft: matter("passage", {
    says: "The draft, or where it can be read",
    blank: both("the draft", "le projet"),
    sample: both("The draft stands on your page.", "Le projet se trouve sur votre page."),
  }),
  cveId: matter("words", {
    says: "The CVE id",
    blank: both("CVE id", "identifiant CVE"),
    sample: "CVE-2026-1000",
  }),
  credit: matter("words", {
    says: "The line of thanks",
    blank: both("line of thanks", "ligne de remerciement"),
    sample: both("A finder at Research Example", "Une personne de Research Example"),
  }),
  answer: matter("passage", {
    says: "Our answer, in the team's own words",
    blank: both("our answer", "notre réponse"),
    sample: both("Yes.", "Oui."),
  }),
  release: matter("passage", {
    says: "Whether a recent or coming release addresses it, and which",
    blank: both("release", "version corrigée"),
    sample: both("Release 4.3 addresses it.", "La version 4.3 le corrige."),
  }),
  grounds: matter("passage", {
    says: "What the appeal is about",
    blank: both("the appeal", "le recours"),
    sample: both("The decision of 2 January.", "La décision du 2 janvier."),
  }),
  authority: matter("words", {
    says: "Who required it, and by which law",
    blank: both("authority and law", "autorité et loi"),
    sample: both("The competent authority", "L’autorité compétente"),
  }),
} as const;

export const letterVariables = { ...frame, ...times, ...choices, ...said };
export type VariableName = keyof typeof letterVariables;

/** What every letter may hold, whatever it says. */
export const everywhere: readonly VariableName[] = [
  "reference",
  "team",
  "organisation",
  "address",
  "policyUrl",
  "house",
  "confidentialUntil",
];

/** A variable by its name; undefined for a name that none has. */
export function letterVariable(name: string): LetterVariable | undefined {
  return Object.hasOwn(letterVariables, name) ? letterVariables[name as VariableName] : undefined;
}
