/** Spans of time, from an instant until another that belongs to the next. Pure arithmetic. */

export interface Span {
  readonly from: Date;
  /** Not part of the span. */
  readonly until: Date;
}

/** The last instant that a date can hold (ECMA-262, 21.4.1.1). */
const lastInstant = 8_640_000_000_000_000;

/** The first of these instants; far off where there is none. */
export function earliest(instants: readonly Date[]): Date {
  return new Date(Math.min(lastInstant, ...instants.map(Number)));
}

export function meets(one: Span, other: Span): boolean {
  return one.from < other.until && other.from < one.until;
}

/** The part of `span` that lies within `within`; nothing where they do not meet. */
export function clip<T extends Span>(span: T, within: Span): T[] {
  const from = new Date(Math.max(+span.from, +within.from));
  const until = earliest([span.until, within.until]);
  return from < until ? [{ ...span, from, until }] : [];
}

/** What of these is left without `cut`. */
export function without<T extends Span>(spans: readonly T[], cut: Span): T[] {
  return spans.flatMap((span) => {
    if (!meets(span, cut)) return [span];
    const before = { ...span, until: cut.from };
    const after = { ...span, from: cut.until };
    return [before, after].filter(({ from, until }) => from < until);
  });
}

/** The same time in as few spans as can be, the first on top. */
export function merged(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, until } of spans.toSorted((a, b) => +a.from - +b.from)) {
    const last = joined.at(-1);
    if (!last || last.until < from) joined.push({ from, until });
    else if (last.until < until) joined[joined.length - 1] = { from: last.from, until };
  }
  return joined;
}
