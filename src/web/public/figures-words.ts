/** The words of the public figures in both languages of our own pages. Says no number itself. */
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Language } from "./policy/policy-languages.ts";

/** What a row counts, as the head of a row; only promises towards people outside have figures. */
const deeds: Partial<Record<PromiseId, Record<Language, string>>> = {
  "acknowledge-report": { en: "Acknowledging a report", fr: "Accuser réception d’un rapport" },
  relevancy: {
    en: "Telling whether a report is relevant",
    fr: "Dire si un rapport est pertinent",
  },
  "status-update": {
    en: "Telling how the investigation stands",
    fr: "Dire où en est l’analyse",
  },
  conclusion: { en: "Telling the conclusion", fr: "Communiquer la conclusion" },
  "propose-embargo": { en: "Proposing an embargo", fr: "Proposer un embargo" },
  "embargo-end": {
    en: "Being ready when an embargo ends",
    fr: "Être prêt à la fin d’un embargo",
  },
  "grace-period": {
    en: "Keeping details back for the grace period",
    fr: "Retenir les détails pendant le délai de grâce",
  },
  "answer-consent": {
    en: "Answering whether a reporter may publish",
    fr: "Répondre à une demande d’accord pour publier",
  },
  "remedy-date": {
    en: "Making a remedy available by the date told",
    fr: "Fournir un correctif à la date annoncée",
  },
  advisory: { en: "Publishing an advisory that is owed", fr: "Publier un avis qui est dû" },
  "coordinator-publication": {
    en: "Being ready for a coordinator’s date",
    fr: "Être prêt à la date d’un coordinateur",
  },
  "acknowledge-appeal": { en: "Acknowledging an appeal", fr: "Accuser réception d’un recours" },
  "collect-evidence": {
    en: "Collecting the evidence of an appeal",
    fr: "Réunir les éléments d’un recours",
  },
  "decide-appeal": { en: "Deciding an appeal", fr: "Statuer sur un recours" },
  "acknowledge-dispute": {
    en: "Acknowledging a dispute about a CVE record",
    fr: "Accuser réception d’une contestation d’une fiche CVE",
  },
  "decide-dispute": {
    en: "Deciding a dispute about a CVE record",
    fr: "Statuer sur une contestation d’une fiche CVE",
  },
};

/** The name of a promise in that language; its id where this page has no words for it. */
export function deedWords(promise: string, language: Language): string {
  return deeds[promise as PromiseId]?.[language] ?? promise;
}

const en = {
  heading: "What we promised, and what we kept",
  lede: "How many answers were owed, how many came in time, and how long they took. Every promise counts, the broken ones too.",
  period: "Period",
  periodOf: (from: string, to: string) => `${from} to ${to}: whole finished months only`,
  counted: "Counted on",
  zone: "Time zone",
  minimum: "Smallest number shown",
  year: (year: number) => `Begun in ${year}`,
  reports: "Reports",
  received: "reports received",
  answered: "answered by a person",
  unanswered: "not answered",
  answerTime: (time: string) => `half of them within ${time}`,
  reportsHeld: (atLeast: number) => `We received fewer than ${atLeast} reports.`,
  uncounted:
    "Advertising and reports that a program sent to test the way in are not counted. An automatic acknowledgement is no answer.",
  judged: "With a time that we name",
  judgedHelp: "“Promised” is our word; “aim” is what we try for.",
  unjudged: "Without a time that we name",
  promised: "Promised",
  aim: "Aim",
  promise: "What was owed",
  owed: "Owed",
  kept: "In time",
  late: "Late",
  broken: "Broken",
  open: "Open",
  fellAway: "Fell away",
  done: "Done",
  undone: "Not done",
  median: "Half were done within",
  fellAwayHelp:
    "Broken: the time had passed and it was not done. Fell away: the matter ended before its time.",
  medianHelp: "The time that something took includes waiting for somebody’s answer.",
  held: (atLeast: number, what: string) => `Fewer than ${atLeast}, so not shown: ${what}.`,
  none: "–",
  earlier: (day: string) => `as of ${day}`,
  why: (atLeast: number) =>
    `A figure over fewer than ${atLeast} would point at somebody, so it is held back, and a row changes only when at least ${atLeast} of its promises changed.`,
  empty: "Nothing to show yet",
  emptyHelp: (atLeast: number) =>
    `Figures appear after the first finished month in which at least ${atLeast} promises of a kind were owed.`,
  underHour: "an hour",
  hours: (count: number) => (count === 1 ? "1 hour" : `${count} hours`),
  days: (count: number) => `${count} days`,
};

const fr: typeof en = {
  heading: "Ce que nous avons promis, et ce que nous avons tenu",
  lede: "Combien de réponses étaient dues, combien sont venues à temps, et en combien de temps. Chaque promesse compte, celles qui n’ont pas été tenues aussi.",
  period: "Période",
  periodOf: (from, to) => `du ${from} au ${to} : mois entiers et terminés seulement`,
  counted: "Compté le",
  zone: "Fuseau horaire",
  minimum: "Plus petit nombre montré",
  year: (year) => `Commencées en ${year}`,
  reports: "Rapports",
  received: "rapports reçus",
  answered: "avec la réponse d’une personne",
  unanswered: "sans réponse",
  answerTime: (time) => `la moitié en moins de ${time}`,
  reportsHeld: (atLeast) => `Nous avons reçu moins de ${atLeast} rapports.`,
  uncounted:
    "La publicité et les rapports envoyés par un programme pour essayer l’accès ne sont pas comptés. Un accusé de réception automatique n’est pas une réponse.",
  judged: "Avec un délai que nous annonçons",
  judgedHelp: "« Promis » est notre parole ; « objectif » est ce que nous visons.",
  unjudged: "Sans délai annoncé",
  promised: "Promis",
  aim: "Objectif",
  promise: "Ce qui était dû",
  owed: "Dus",
  kept: "À temps",
  late: "En retard",
  broken: "Non tenus",
  open: "En cours",
  fellAway: "Sans objet",
  done: "Faits",
  undone: "Non faits",
  median: "La moitié en moins de",
  fellAwayHelp:
    "Non tenu : le délai était passé sans que ce soit fait. Sans objet : l’affaire a pris fin avant l’échéance.",
  medianHelp: "L’attente de la réponse de quelqu’un compte dans la durée.",
  held: (atLeast, what) => `Moins de ${atLeast}, donc non montré : ${what}.`,
  none: "–",
  earlier: (day) => `au ${day}`,
  why: (atLeast) =>
    `Un chiffre sur moins de ${atLeast} désignerait quelqu’un : il n’est pas montré, et une ligne ne change que lorsqu’au moins ${atLeast} de ses promesses ont changé.`,
  empty: "Rien à montrer pour le moment",
  emptyHelp: (atLeast) =>
    `Les chiffres paraissent après le premier mois terminé où au moins ${atLeast} promesses d’une sorte étaient dues.`,
  underHour: "une heure",
  hours: (count) => (count === 1 ? "1 heure" : `${count} heures`),
  days: (count) => `${count} jours`,
};

export type FiguresWords = typeof en;

export const figuresWords: Readonly<Record<Language, FiguresWords>> = { en, fr };

/** A median in words: hours up to two days, then days; rounded up, as "within" is said of it. */
export function timeWords(hours: number, words: FiguresWords): string {
  if (hours < 1) return words.underHour;
  return hours <= 48 ? words.hours(hours) : words.days(Math.ceil(hours / 24));
}
