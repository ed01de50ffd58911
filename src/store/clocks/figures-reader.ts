/**
 * Reads what public figures are made of, and the figures. Facts are read by the worker alone (the
 * wall shows it every case); they hold instants, no id of any case or person.
 */
import {
  type Counts,
  type PromiseFact,
  uncountedAnswers,
  uncountedCloseReasons,
  uncountedKinds,
} from "../../core/clocks/figures.ts";
import { missedAt } from "../../core/clocks/missed-date.ts";
import type { Tx } from "../transaction.ts";
import { formerDuesFrom, pausesFrom } from "./reader.ts";

/** A promise that began in the period; `factId` is where to read on, and goes nowhere else. */
export type StoredFact = PromiseFact & { factId: string; promise: string };

export type Span = { from: Date; to: Date };

const first = "00000000-0000-0000-0000-000000000000";

/** Promises that began in the span, by id; 5,000 at a time. */
export async function promiseFacts(tx: Tx, span: Span, after = first): Promise<StoredFact[]> {
  const rows = await tx.query<StoredFact & { formerDues: string | null; pauses: string | null }>(
    `select k.clock_id as "factId", k.promise, k.started_at as "startedAt", k.due_at as "dueAt",
            k.paused_at as "pausedAt", k.met_at as "metAt", k.stopped_at as "stoppedAt",
            k.former_dues as "formerDues", k.pauses
       from clocks k join cases c on c.case_id = k.case_id
      where k.clock_id > $1 and k.started_at >= $2 and k.started_at < $3
        and not (c.kind = any ($4))
        and not (c.close_reason is not null and c.close_reason = any ($5))
      order by k.clock_id limit 5000`,
    [after, span.from, span.to, uncountedKinds, uncountedCloseReasons],
  );
  return rows.map(({ formerDues, pauses, ...fact }) => {
    const moved = { formerDues: formerDuesFrom(formerDues), pauses: pausesFrom(pauses) };
    const { pausedAt } = fact;
    return { ...fact, missedAt: missedAt({ ...moved, ...(pausedAt ? { pausedAt } : {}) }) ?? null };
  });
}

/**
 * Reports that arrived in the span, each as a promise without a number that its first answer keeps:
 * a message to its author that is no mere acknowledgement. 5,000 at a time.
 */
export async function reportFacts(tx: Tx, span: Span, after = first): Promise<StoredFact[]> {
  return tx.query<StoredFact>(
    `select r.report_id as "factId", 'reports' as promise, r.received_at as "startedAt",
            null::timestamptz as "dueAt", null::timestamptz as "pausedAt",
            (select min(m.at) from messages m
              where m.case_id = r.case_id and m.side_id = r.party_id and m.direction = 'out'
                and m.at >= r.received_at and not (m.template = any ($6))) as "metAt",
            null::timestamptz as "stoppedAt"
       from reports r join cases c on c.case_id = r.case_id
      where r.report_id > $1 and r.received_at >= $2 and r.received_at < $3
        and not (c.kind = any ($4))
        and not (c.close_reason is not null and c.close_reason = any ($5))
      order by r.report_id limit 5000`,
    [after, span.from, span.to, uncountedKinds, uncountedCloseReasons, uncountedAnswers],
  );
}

/** A row of the figures; `counts` is null where they are held back. */
export type FiguresRow = {
  year: number;
  zone: string;
  /** Name of a promise, or "reports": kept are those that were answered, open the others. */
  promise: string;
  asOf: Date;
  countedAt: Date;
  lookedAt: Date;
  atLeast: number;
  counts: Counts | null;
};

/** The rows of these years; at most 200. */
export async function figuresOf(tx: Tx, years: readonly number[]): Promise<FiguresRow[]> {
  const rows = await tx.query<
    Omit<FiguresRow, "counts"> & { [Name in keyof Counts]: number | null }
  >(
    `select year, zone, promise, as_of as "asOf", counted_at as "countedAt",
            looked_at as "lookedAt", at_least as "atLeast", owed, kept, late, broken,
            still_open as "open", fell_away as "fellAway", median_hours as "medianHours"
       from public_figures where year = any ($1::integer[]) order by year desc, promise limit 200`,
    [years.map(String)],
  );
  return rows.map(({ owed, kept, late, broken, open, fellAway, medianHours, ...row }) => ({
    ...row,
    counts:
      owed === null ? null : ({ owed, kept, late, broken, open, fellAway, medianHours } as Counts),
  }));
}
