/**
 * What one case adds to the figures: pure definitions over its story. A span begins with the arrival
 * of the case; nothing that lies after `asOf` is counted yet.
 */
import { outcomeAt, type PromiseFact, publicPromises } from "../clocks/figures.ts";
import { approachOf, type CaseStory, type Happening, isCounted, isFlaw } from "./case-story.ts";
import { ageBands, type CountMeasure, type Measure, type SpanMeasure } from "./measures.ts";

/** One thing to count. */
export interface Measured {
  readonly measure: Measure;
  /** What it is cut by within the measure: a promise, a weakness, an age; "" where by nothing. */
  readonly cut: string;
  /** Decides the month. */
  readonly at: Date;
  readonly count: number;
  /** Whole hours of a span; null for what is only counted. */
  readonly hours: number | null;
}

/** Everything that the case adds; nothing for what is nobody's report. */
export function measured(story: CaseStory, asOf: Date): Measured[] {
  if (!isCounted(story) || story.since >= asOf) return [];
  const past = story.happened
    .filter(({ at }) => at < asOf)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const seen: CaseStory = { ...story, happened: past };
  return [
    ...counted(seen),
    ...(isFlaw(seen) ? [...countedOfFlaw(seen), ...spans(seen)] : []),
    ...answerSpan(seen),
    ...promised(seen, asOf),
    ...standing(seen, asOf),
  ].filter(({ at }) => at < asOf);
}

const once = (measure: Measure, at: Date | undefined, cut = "", count = 1): Measured[] =>
  at && count > 0 ? [{ measure, cut, at, count, hours: null }] : [];

/** When such a thing happened first; `happened` is in the order of time. */
function firstOf(story: CaseStory, is: (happening: Happening) => boolean): Date | undefined {
  return story.happened.find(is)?.at;
}

const first = (...moments: readonly (Date | undefined)[]): Date | undefined =>
  moments.filter((at) => at !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];

function counted(story: CaseStory): Measured[] {
  const { kind, since } = story;
  const became = (measure: CountMeasure, is: (happening: Happening) => boolean) =>
    once(measure, firstOf(story, is));
  const isFact = (...facts: readonly string[]) => {
    return (each: Happening) => each.what === "fact" && facts.includes(each.fact);
  };
  return [
    ...once("received", since, kind),
    ...(kind === "live-incident" ? once("incidents", since) : []),
    ...became("disputed", ({ what }) => what === "objected"),
    ...became("exploited", (each) => each.what === "exploited" || isFact("attack-observed")(each)),
    ...became(
      "disclosed",
      (each) => each.what === "disclosed" || isFact("details-public", "exploit-public")(each),
    ),
    ...became("found-in-media", (each) => each.what === "fact" && each.source === "publication"),
    ...story.happened.flatMap((each) =>
      each.what === "published"
        ? [...once("advisories", each.at), ...once("cves", each.at, "", each.cves)]
        : [],
    ),
  ];
}

function countedOfFlaw(story: CaseStory): Measured[] {
  const { since, way, cwes, components, practices } = story;
  const confirmedAt = confirmation(story);
  const approach = approachOf(story);
  const cut = (measure: Measure, cuts: readonly string[]) =>
    cuts.flatMap((each) => once(measure, confirmedAt, each));
  return [
    ...once("discovered", since),
    ...once("discovered-by-way", since, way),
    ...once("confirmed", confirmedAt),
    ...once("discovered-by-approach", since, approach),
    ...cut("confirmed-by-approach", [approach]),
    ...cut("confirmed-by-weakness", cwes),
    ...cut("confirmed-by-component", components),
    ...cut("confirmed-by-practice", practices),
    ...(confirmedAt ? [] : once("rejected", firstOf(story, isRejection))),
  ];
}

/** A flaw that is left as it is was found all the same. */
const confirming = ["confirmed", "accepted-risk", "will-not-fix"];

function confirmation(story: CaseStory): Date | undefined {
  return firstOf(
    story,
    (each) =>
      each.what === "decided" && each.on === "conclusion" && confirming.includes(each.outcome),
  );
}

function isRejection(each: Happening): boolean {
  if (each.what !== "decided") return false;
  return each.on === "relevancy"
    ? each.outcome === "not-relevant"
    : each.on === "conclusion" && each.outcome === "not-confirmed";
}

function spanTo(story: CaseStory, measure: SpanMeasure, end: Date | undefined): Measured[] {
  if (!end) return [];
  // What was known before the report came took no time.
  const hours = Math.max(0, Math.round((+end - +story.since) / 3_600_000));
  return [{ measure, cut: "", at: end, count: 1, hours }];
}

function answerSpan(story: CaseStory): Measured[] {
  if (story.source === "ourselves") return [];
  const at = firstOf(story, ({ what }) => what === "answered");
  return spanTo(story, "time-to-answer", at);
}

function spans(story: CaseStory): Measured[] {
  const decided = (on: string, isOutcome: (outcome: string) => boolean = () => true) =>
    firstOf(story, (each) => each.what === "decided" && each.on === on && isOutcome(each.outcome));
  const happened = (what: Happening["what"]) => firstOf(story, (each) => each.what === what);
  const confirmedAt = confirmation(story);
  const reproducedAt = decided("reproduction", (outcome) => outcome === "reproduced");
  const deployedAt = firstOf(story, (each) => each.what === "fact" && each.fact === "fix-deployed");
  return [
    ...spanTo(
      story,
      "time-to-triage",
      decided("relevancy", (outcome) => outcome !== "need-more"),
    ),
    ...spanTo(story, "time-to-identify", first(reproducedAt, confirmedAt)),
    ...spanTo(story, "time-to-analyse", decided("conclusion")),
    ...(confirmedAt
      ? [
          ...spanTo(story, "time-to-plan", happened("planned")),
          ...spanTo(story, "time-to-resolve", happened("resolved")),
          ...spanTo(story, "time-to-deploy", deployedAt),
        ]
      : []),
    ...spanTo(story, "time-to-tell", happened("published")),
  ];
}

function promised({ promises }: CaseStory, asOf: Date): Measured[] {
  return promises
    .filter(({ promise }) => isOurs(promise))
    .flatMap((fact) => {
      const outcome = outcomeAt(fact, asOf);
      if (!outcome || outcome === "fell-away") return [];
      return once(`promise-${outcome}`, fact.startedAt, fact.promise);
    });
}

/** What the house owes to people outside: what others owe us is no merit of ours. */
function isOurs(promise: string): boolean {
  return publicPromises.some((each) => each === promise);
}

const dayMs = 86_400_000;

function standing(story: CaseStory, asOf: Date): Measured[] {
  const isOpen = !story.closedAt || story.closedAt >= asOf;
  if (!isOpen) return [];
  // The instant just before the count, so that it falls into the month that is counted.
  const at = new Date(asOf.getTime() - 1);
  const days = (asOf.getTime() - story.since.getTime()) / dayMs;
  const age = ageBands.find(({ daysMax }) => days <= daysMax) ?? ageBands[3];
  const isAnswered = story.happened.some(({ what }) => what === "answered");
  const late = story.promises.some((fact) => isOurs(fact.promise) && isOverdue(fact, asOf));
  return [
    ...(isFlaw(story) ? once("open", at, age.id) : []),
    ...(late ? once("overdue", at) : []),
    ...(story.source === "ourselves" || isAnswered ? [] : once("unanswered", at, story.kind)),
  ];
}

function isOverdue(fact: PromiseFact, asOf: Date): boolean {
  return !fact.stoppedAt && outcomeAt(fact, asOf) === "broken";
}
