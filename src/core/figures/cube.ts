/**
 * Adds up what cases measure into cells, for each team or person that is on them: whoever reads a
 * cell could read every case in it. Keeps numbers and codes, no case.
 */
import { Temporal } from "temporal-polyfill";
import type { CaseStory, FindingSource } from "./case-story.ts";
import { measured } from "./measured.ts";
import { type Measure, standWords } from "./measures.ts";

/** Stands in a cell that is not of one product. */
export const anyProduct = "00000000-0000-0000-0000-000000000000";

/**
 * A cell is of the whole (no entity, any product), of one entity, or of one product: a case of two
 * products stands in both of theirs, and once in the whole.
 */
export interface FigureCell {
  readonly principalId: string;
  /** YYYY-MM in the house's zone. */
  readonly month: string;
  readonly measure: Measure;
  readonly cut: string;
  /** "" where it is not of one entity. */
  readonly entity: string;
  readonly productId: string;
  readonly source: FindingSource;
  /** "" where nothing is scored. */
  readonly band: string;
  readonly count: number;
  /** Whole hours of each span; empty for what is only counted. */
  readonly hours: readonly number[];
}

type Open = { cell: Omit<FigureCell, "count" | "hours">; count: number; hours: number[] };

export class FigureCube {
  private readonly open = new Map<string, Open>();
  private readonly zone: string;
  private readonly asOf: Date;
  private readonly since: string;

  /** Counts what happened before `asOf`, from the month `since` (YYYY-MM) on, in that IANA zone. */
  constructor(zone: string, asOf: Date, since: string) {
    this.zone = zone;
    this.asOf = asOf;
    this.since = since;
  }

  /**
   * `principalIds` are the teams and people that are on the case for good. A case that changed after the
   * count began is told as it stands at `seenAt`: nothing says any more how it stood before.
   */
  add(story: CaseStory, principalIds: readonly string[], seenAt = this.asOf): void {
    const { source, band } = story;
    for (const { measure, cut, at, count, hours } of measured(story, seenAt)) {
      // What stands open is told of the day of the count, also where that day is over by now.
      const month = monthIn(this.zone, measure in standWords ? this.asOf : at);
      if (month < this.since) continue;
      for (const principalId of principalIds) {
        for (const scope of scopesOf(story)) {
          const cell = { principalId, month, measure, cut, ...scope, source, band: band ?? "" };
          this.put(cell, count, hours);
        }
      }
    }
  }

  private put(cell: Open["cell"], count: number, hours: number | null): void {
    const key = Object.values(cell).join("\0");
    const open = this.open.get(key) ?? { cell, count: 0, hours: [] };
    open.count += count;
    if (hours !== null) open.hours.push(hours);
    this.open.set(key, open);
  }

  /** How many cells there are since they were last taken. */
  get size(): number {
    return this.open.size;
  }

  /** The cells so far; whoever takes them adds them up with those that come later. */
  take(): FigureCell[] {
    const cells = [...this.open.values()];
    this.open.clear();
    return cells.map(({ cell, count, hours }) => ({ ...cell, count, hours }));
  }
}

function scopesOf({ entities, productIds }: CaseStory): Pick<FigureCell, "entity" | "productId">[] {
  return [
    { entity: "", productId: anyProduct },
    ...entities.map((entity) => ({ entity, productId: anyProduct })),
    ...productIds.map((productId) => ({ entity: "", productId })),
  ];
}

/** YYYY-MM in that IANA zone. */
export function monthIn(zone: string, at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}
