/** By when the work of a ticket is needed: the first day that is promised for a remedy and not kept yet. */
export interface DatedRemedy {
  readonly promisedFor: Date | null;
  readonly availableAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** Null where no day is promised. */
export function neededBy(remedies: readonly DatedRemedy[]): Date | null {
  const days = remedies
    .filter(({ availableAt, withdrawnAt }) => !availableAt && !withdrawnAt)
    .flatMap(({ promisedFor }) => promisedFor ?? [])
    .sort((a, b) => a.getTime() - b.getTime());
  return days[0] ?? null;
}
