/** Which entries of a case's record say that a follow-up is done. */

/** Types of the entries that end a follow-up, and put one back. */
export const followUpEnds = ["follow-up.done", "follow-up.reopened"] as const;

interface Entry {
  readonly type: string;
  readonly body: string;
}

/** By follow-up, the entry by which it is done; none where it was put back since. Takes the newest entry first. */
export function endsOf<Row extends Entry>(newestFirst: readonly Row[]): Map<string, Row> {
  const ends = new Map<string, Row>();
  for (const row of newestFirst.toReversed()) {
    if (row.type === "follow-up.done") ends.set(followUpIn(row), row);
    if (row.type === "follow-up.reopened") ends.delete(followUpIn(row));
  }
  return ends;
}

function followUpIn({ body }: Entry): string {
  return (JSON.parse(body) as { followUp: string }).followUp;
}
