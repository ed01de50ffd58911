/** Times of repeated work and what stands at a percentile of them. */

/** Milliseconds that each run took, after a few that do not count. */
export async function timesOf(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  for (let warm = 0; warm < Math.ceil(runs / 10); warm += 1) await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times;
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

export const median = (values: readonly number[]) => percentile(values, 50);

export const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));
