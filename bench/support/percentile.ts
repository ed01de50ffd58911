/** Times of repeated work and what stands at a percentile of them. */

/** Milliseconds that each run took, after a few that do not count. */
export async function timesOf(
  runs: number,
  work: () => Promise<unknown>,
  warm = Math.ceil(runs / 10),
): Promise<number[]> {
  for (let done = 0; done < warm; done += 1) await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times;
}

/** So many are asked of one before the next has its turn. */
const turn = 20;

/** Milliseconds that each run of each work took: they take turns, so that all meet the same machine. */
export async function timesInTurn(
  runs: number,
  works: readonly (() => Promise<unknown>)[],
): Promise<number[][]> {
  const times = works.map((): number[] => []);
  for (const work of works) await timesOf(0, work, Math.ceil(runs / 10));
  for (let done = 0; done < runs; done += turn) {
    for (const [place, work] of works.entries()) {
      times[place]?.push(...(await timesOf(Math.min(turn, runs - done), work, 1)));
    }
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
