/**
 * Counts the public figures once a month, whether a policy shows them or not: unanswered reports
 * are counted whatever is promised (VEN-37). Records counts only; nothing of any case.
 */
import {
  type FiguresPeriod,
  figuresPeriods,
  mayReplace,
  publicPromises,
  Tally,
} from "../../core/clocks/figures.ts";
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import {
  type FiguresRow,
  figuresOf,
  promiseFacts,
  reportFacts,
  type Span,
  type StoredFact,
} from "../../store/clocks/figures-reader.ts";
import { saveFigures } from "../../store/clocks/figures-writer.ts";
import type { Context } from "../../store/context.ts";
import type { Tx } from "../../store/transaction.ts";

const actor: Actor = { kind: "system", task: "count-figures" };

/** Returns how many rows were counted anew: none while the month is the same. */
export async function countFigures(context: Context): Promise<number> {
  const now = context.now();
  const policy = inForceAt(context.policies, now);
  const { zone } = policy.channels.officeHours;
  const { atLeast } = policy.publicFigures;
  let written = 0;
  for (const period of figuresPeriods(now, zone)) {
    written += await context.transaction(actor, async (tx) => {
      const stored = await figuresOf(tx, [period.year]);
      if (isCounted(stored, period, zone, atLeast)) return 0;
      const tallies = await tally(tx, period, stored);
      const rows = [...tallies].map(([promise, counted]) =>
        rowOf({ promise, counted, period, zone, atLeast, now, stored }),
      );
      for (const row of rows) await saveFigures(tx, row);
      return rows.length;
    });
  }
  return written;
}

function isCounted(
  stored: readonly FiguresRow[],
  { asOf }: FiguresPeriod,
  zone: string,
  atLeast: number,
): boolean {
  return stored.some(
    (row) =>
      row.promise === "reports" &&
      row.lookedAt >= asOf &&
      row.zone === zone &&
      row.atLeast === atLeast,
  );
}

async function tally(tx: Tx, period: FiguresPeriod, stored: readonly FiguresRow[]) {
  const shownAt = (promise: string) =>
    stored.find((row) => row.promise === promise && row.counts)?.asOf ?? null;
  const tallies = new Map(
    ["reports", ...publicPromises].map((promise) => [
      promise,
      new Tally(period.asOf, shownAt(promise)),
    ]),
  );
  for (const read of [promiseFacts, reportFacts]) {
    for await (const fact of factsOf(tx, period, read)) tallies.get(fact.promise)?.add(fact);
  }
  return tallies;
}

async function* factsOf(
  tx: Tx,
  span: Span,
  read: (tx: Tx, span: Span, after?: string) => Promise<StoredFact[]>,
): AsyncGenerator<StoredFact> {
  for (let page = await read(tx, span); page.length > 0; ) {
    yield* page;
    page = await read(tx, span, page.at(-1)?.factId);
  }
}

/** The new row, or the one that is shown, marked as looked at, where too little changed. */
function rowOf(made: {
  promise: string;
  counted: Tally;
  period: FiguresPeriod;
  zone: string;
  atLeast: number;
  now: Date;
  stored: readonly FiguresRow[];
}): FiguresRow {
  const { promise, counted, period, zone, atLeast, now } = made;
  const shown = made.stored.find((row) => row.promise === promise);
  const counts = counted.counts(atLeast);
  const seen = { lookedAt: period.asOf, atLeast };
  if (shown && !mayReplace(shown.counts, counts, counted.changed, atLeast)) {
    return { ...shown, ...seen };
  }
  const { year, asOf } = period;
  return { year, zone, promise, asOf, countedAt: now, ...seen, counts };
}
