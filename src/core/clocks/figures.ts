/**
 * Public figures: how many promises were owed, kept and broken. Counts only, of whole finished
 * months; never a figure over so few that it would point at somebody.
 *
 * What keeps two pages from giving away one case by their difference:
 * - Time moves in steps of whole months of the policy's zone. Figures are of a calendar year, as
 *   its promises stood at the end of the last finished month; nobody sees a count change from one
 *   day to the next and thinks of yesterday's report.
 * - A row is replaced only when at least `atLeast` of its promises count differently than before
 *   (`mayReplace`); till then the older row stays, with its own date. As a promise only ever moves
 *   forward (not begun, open, broken, done), whoever compares any two pages, however far apart,
 *   sees the sum of at least so many changes.
 */
import { Temporal } from "temporal-polyfill";
import { notForUsReasons } from "../mail/tray.ts";
import { isPast } from "./clock-state.ts";
import { type PromiseId, promises } from "./promises.ts";

/** One promise of one case, as far as figures care. */
export type PromiseFact = {
  startedAt: Date;
  dueAt: Date | null;
  pausedAt: Date | null;
  metAt: Date | null;
  stoppedAt: Date | null;
  /** A date that had passed when it was moved: what was broken then stays so. */
  missedAt?: Date | null;
};

/** What a promise counts as; "fell-away" is one whose matter ended before it was due. */
export type Outcome = "kept" | "late" | "broken" | "open" | "fell-away";

/** Counts of one row. `owed` is the sum of the others; the median is in whole hours. */
export type Counts = {
  owed: number;
  kept: number;
  late: number;
  broken: number;
  open: number;
  fellAway: number;
  /** From beginning to keeping, waiting for answers included; null over too few that were kept. */
  medianHours: number | null;
};

/** The calendar year of which figures are, and the instant at which its promises are looked at. */
export type FiguresPeriod = {
  year: number;
  /** First instant of the year. */
  from: Date;
  /** First instant that is not of the year any more. */
  to: Date;
  /** End of the last finished month: what happened later is not counted yet. */
  asOf: Date;
};

/**
 * Closings that leave no report behind: nobody waited for an answer to an advertisement, a report that
 * a program sent to try the way in was owed to nobody, and a mail that was put into its case is counted
 * with that. A later reason that means the same belongs here.
 */
export const uncountedCloseReasons: readonly string[] = [...notForUsReasons, "joined", "synthetic"];

/** Kinds of cases that no reporter stands behind. A later kind of that sort belongs here. */
export const uncountedKinds: readonly string[] = ["own-finding", "synthetic"];

/** Messages that tell nobody anything about their report: they leave it unanswered (VEN-37). */
export const uncountedAnswers: readonly string[] = ["acknowledgement", "closing"];

/**
 * Promises whose figures may be published: ours, towards people outside. Left out are authorities
 * (their number would tell of exploitation that is not public), the CVE Program, our own house and
 * what others owe us.
 */
export const publicPromises: readonly PromiseId[] = promises
  .filter(({ owedBy, about, to }) => owedBy === "us" && about !== "house" && isOutside(to))
  .map(({ id }) => id);

function isOutside(to: (typeof promises)[number]["to"]): boolean {
  return ["reporter", "party", "coordinator", "appellant", "public"].includes(to);
}

/**
 * The years whose figures stand at `now`: that of the last finished month, and the one before.
 * `zone` is an IANA name; months and years begin at its midnight.
 */
export function figuresPeriods(now: Date, zone: string): [FiguresPeriod, FiguresPeriod] {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const month = local.toPlainDate().with({ day: 1 });
  const { year } = month.subtract({ days: 1 });
  const begin = (each: number, monthOfYear = 1) =>
    new Date(
      Temporal.PlainDate.from({ year: each, month: monthOfYear, day: 1 }).toZonedDateTime(zone)
        .epochMilliseconds,
    );
  const asOf = begin(month.year, month.month);
  const period = (each: number) => ({ year: each, from: begin(each), to: begin(each + 1), asOf });
  return [period(year), period(year - 1)];
}

/** What the promise counted as at that instant; undefined where it had not begun. */
export function outcomeAt(fact: PromiseFact, at: Date): Outcome | undefined {
  if (fact.startedAt >= at) return undefined;
  const dueAt = fact.missedAt ?? fact.dueAt;
  const metAt = before(fact.metAt, at);
  if (metAt) return isPast(dueAt, metAt) ? "late" : "kept";
  const stoppedAt = before(fact.stoppedAt, at);
  // A clock that stands still cannot fall due, not even until its matter ends: who closes a case for
  // want of an answer broke nothing. One that stood still too late is broken already.
  const pausedAt = before(fact.pausedAt, at);
  if (stoppedAt) return isPast(dueAt, pausedAt ?? stoppedAt) ? "broken" : "fell-away";
  return isPast(dueAt, pausedAt ?? at) ? "broken" : "open";
}

function before(instant: Date | null, at: Date): Date | undefined {
  return instant && instant < at ? instant : undefined;
}

/** Adds up promises one by one, so that a million of them need no more room than their median. */
export class Tally {
  private readonly outcomes = { kept: 0, late: 0, broken: 0, open: 0, "fell-away": 0 };
  private readonly hours: number[] = [];
  private moved = 0;
  private readonly asOf: Date;
  private readonly shownAsOf: Date | null;

  /** `shownAsOf` is the instant at which the row that is shown today was counted, if one is. */
  constructor(asOf: Date, shownAsOf: Date | null) {
    this.asOf = asOf;
    this.shownAsOf = shownAsOf;
  }

  add(fact: PromiseFact): void {
    const outcome = outcomeAt(fact, this.asOf);
    if (this.shownAsOf && outcomeAt(fact, this.shownAsOf) !== outcome) this.moved += 1;
    if (!outcome) return;
    this.outcomes[outcome] += 1;
    if ((outcome === "kept" || outcome === "late") && fact.metAt) {
      // What was done before it was owed took no time.
      this.hours.push(Math.max(0, +fact.metAt - +fact.startedAt) / 3_600_000);
    }
  }

  /** How many promises count differently than in the row that is shown today. */
  get changed(): number {
    return this.moved;
  }

  /** The counts, or null where they are fewer than `atLeast` and have to be held back. */
  counts(atLeast: number): Counts | null {
    const { kept, late, broken, open, "fell-away": fellAway } = this.outcomes;
    const owed = kept + late + broken + open + fellAway;
    if (owed < atLeast) return null;
    // The middle one of a few would be somebody's own duration.
    const medianHours = this.hours.length < Math.max(atLeast, 1) ? null : median(this.hours);
    return { owed, kept, late, broken, open, fellAway, medianHours };
  }
}

/** To the whole hour, so that the middle one is not known to the second. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return Math.round((low + high) / 2);
}

/**
 * Whether new counts may take the place of those shown (null: "fewer than …"): a row that must be
 * held back goes at once; other counts only when enough promises changed to hide each of them.
 * A minimum that was raised above what is shown lets the row go too.
 */
export function mayReplace(
  shown: Counts | null | undefined,
  next: Counts | null,
  changed: number,
  atLeast: number,
): boolean {
  return !shown || !next || shown.owed < atLeast || changed >= atLeast;
}
