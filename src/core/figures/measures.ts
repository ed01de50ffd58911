/**
 * What is measured, after the metrics of FIRST's PSIRT Services Framework 1.1 (functions 2.5, 4.4 and
 * 5.4), each with the sentence that defines it. Words and codes only; measured.ts counts.
 */

interface Words {
  readonly title: string;
  readonly means: string;
}

/** Things that are counted in the month in which they happened. */
export const countWords = {
  received: {
    title: "Cases of any kind",
    means:
      "Cases that began, whatever they are about. Advertisements and misdirected mails are none.",
  },
  discovered: {
    title: "Vulnerabilities discovered",
    means: "Reports, notices of third parties and findings of our own: what may be a flaw.",
  },
  confirmed: {
    title: "Vulnerabilities confirmed",
    means: "Those whose analysis found a flaw, also one that is left unmended.",
  },
  rejected: {
    title: "Reports not taken up",
    means: "Decided to be no security matter of ours, or not confirmed by the analysis.",
  },
  disputed: {
    title: "Decisions objected to",
    means: "Cases in which somebody outside objected to a decision, each once.",
  },
  incidents: {
    title: "Live incidents",
    means: "Attacks under way that were reported to us.",
  },
  exploited: {
    title: "Exploited",
    means: "Cases in which attacks became known, at the moment of the first.",
  },
  disclosed: {
    title: "Disclosed by others",
    means: "Cases whose details or exploit became public without us.",
  },
  "found-in-media": {
    title: "Found through publications",
    means: "Cases of which a publication told us something first: news, talks, posts.",
  },
  advisories: { title: "Advisories published", means: "First revisions alone." },
  cves: {
    title: "CVE ids published",
    means: "Ids that advisories named when they first came out.",
  },
} as const satisfies Readonly<Record<string, Words>>;
export type CountMeasure = keyof typeof countWords;

/** Spans from the arrival of a case, counted in the month in which they ended. */
export const spanWords = {
  "time-to-answer": {
    title: "Time to first answer",
    means:
      "Until a person wrote to whoever reported it, or a decision was told; a receipt by itself is no answer.",
  },
  "time-to-triage": {
    title: "Time to triage",
    means: "Until it was decided whether it is a security matter of ours.",
  },
  "time-to-identify": {
    title: "Time to identify",
    means:
      "Until the flaw was seen: reproduced, or confirmed by the analysis, whichever was first.",
  },
  "time-to-analyse": {
    title: "Time to analyse",
    means: "Until the analysis was concluded, whatever it found.",
  },
  "time-to-plan": {
    title: "Time to plan",
    means: "Until the first remedy of a confirmed flaw was planned.",
  },
  "time-to-resolve": {
    title: "Time to resolve",
    means: "Until a remedy of a confirmed flaw was delivered, or the matter recorded as resolved.",
  },
  "time-to-deploy": {
    title: "Time to deploy",
    means: "Until the fix of a confirmed flaw was in use, by a recorded fact.",
  },
  "time-to-tell": {
    title: "Time to advisory",
    means: "Until customers were told: the first advisory.",
  },
} as const satisfies Readonly<Record<string, Words>>;
export type SpanMeasure = keyof typeof spanWords;

/** Promises, counted in the month in which they began, by how they stand now. */
export const promiseWords = {
  "promise-kept": { title: "On time", means: "Kept by their day, or owed without a number." },
  "promise-late": { title: "Late", means: "Kept after their day." },
  "promise-broken": { title: "Overdue", means: "Not kept, and their day is over." },
  "promise-open": { title: "Open", means: "Not due yet." },
} as const satisfies Readonly<Record<string, Words>>;
export type PromiseMeasure = keyof typeof promiseWords;

/** How things stand on the day of the count, whatever period is asked for. */
export const standWords = {
  open: { title: "Open", means: "Flaws whose case is not closed." },
  overdue: { title: "Overdue", means: "Open cases in which a promise of ours is past its day." },
  unanswered: {
    title: "Without an answer",
    means: "Open cases of any kind that came from outside and that no person has answered.",
  },
} as const satisfies Readonly<Record<string, Words>>;
export type StandMeasure = keyof typeof standWords;

/** Further cuts of the counts above; their words stand beside what they cut. */
export const cutMeasures = [
  "confirmed-by-weakness",
  "confirmed-by-component",
  "confirmed-by-practice",
  "confirmed-by-approach",
  "discovered-by-approach",
  "discovered-by-way",
] as const;
type CutMeasure = (typeof cutMeasures)[number];

export type Measure = CountMeasure | SpanMeasure | PromiseMeasure | StandMeasure | CutMeasure;

/** How old an open case is, in days; the last has no end. */
export const ageBands = [
  { id: "0-7", daysMax: 7, words: "Up to 7 days" },
  { id: "8-30", daysMax: 30, words: "8 to 30 days" },
  { id: "31-90", daysMax: 90, words: "31 to 90 days" },
  { id: "91", daysMax: Number.POSITIVE_INFINITY, words: "More than 90 days" },
] as const;

export const sourceWords = {
  finder: "Finders",
  customer: "Customers",
  coordinator: "Coordinators and third parties",
  ourselves: "Ourselves",
} as const;

export const approachWords = {
  report: "Somebody reported it",
  notice: "A third party’s notice on a component",
  publication: "A publication told of it first",
  "own-work": "Work of our own",
} as const;

export const wayWords = {
  form: "Report form",
  mail: "Mail",
  api: "API",
  support: "Support desk",
  import: "Taken over from another tool",
  desk: "Opened by a colleague",
} as const;
