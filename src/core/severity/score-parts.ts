/** What the equations of the CVSS versions share: weights by value, and which groups a vector carries. */

export type Weights = Readonly<Record<string, number>>;

/** The scores of a 2.0 or 3.x vector, 0.0 to 10.0 with one decimal; null where the group is absent. */
export type GroupScores = {
  readonly base: number;
  readonly temporal: number | null;
  readonly environmental: number | null;
  readonly overall: number;
};

/** The weight of a value; the parser lets no other value through, so a missing weight is a bug. */
export function weigh(weights: Weights, value: string | undefined): number {
  const weight = value === undefined ? undefined : weights[value];
  if (weight === undefined) throw new Error(`no weight for ${value}`);
  return weight;
}

/** Whether the vector carries any of these metrics, be it as Not Defined. */
export function hasAny(
  metrics: Readonly<Record<string, string>>,
  abbreviations: readonly string[],
): boolean {
  return abbreviations.some((abbreviation) => metrics[abbreviation] !== undefined);
}

/** Whether the vector gives any of these metrics a value other than Not Defined (X, in 2.0 ND). */
export function definesAny(
  metrics: Readonly<Record<string, string>>,
  abbreviations: readonly string[],
): boolean {
  return abbreviations.some((abbreviation) => {
    const value = metrics[abbreviation];
    return value !== undefined && value !== "X" && value !== "ND";
  });
}

/**
 * The score of the most specific group that has a defined metric. Writing a metric as Not Defined says
 * the same as leaving it out, so it must not move the overall score; yet in 3.1 it could: the modified
 * impact of a changed scope has its own exponent (CVSS:3.1/…/MAV:X at 8.4 beside its base 8.3).
 */
export function mostSpecific(
  metrics: Readonly<Record<string, string>>,
  groups: { readonly temporal: readonly string[]; readonly environmental: readonly string[] },
  scores: Omit<GroupScores, "overall">,
): number {
  const { base, temporal, environmental } = scores;
  if (environmental !== null && definesAny(metrics, groups.environmental)) return environmental;
  if (temporal !== null && definesAny(metrics, groups.temporal)) return temporal;
  return base;
}
