/**
 * Lets wrong tries of one source cost more and more time, and right ones nothing: behind one address
 * may stand a Tor exit with many strangers, and who knows their code must not pay for who guesses.
 */

export interface SlowTriesLimits {
  /** Wrong tries of a source within a window that cost nothing: people mistype. */
  readonly free: number;
  readonly windowMs: number;
  /** What each further one adds to the wait, and the longest wait. */
  readonly stepMs: number;
  readonly longestMs: number;
  /** Answers that may wait at the same time, of all sources. */
  readonly waitingMax: number;
}

export interface SlowTries {
  /**
   * One more wrong try of this source. Gives the milliseconds that its answer has to wait, after
   * which `answered` must be called; null where too many wait already.
   */
  wrong(source: string, nowMs: number, free?: number): number | null;
  answered(): void;
}

/** Sources that are remembered at most; the oldest are forgotten first. */
const sourcesMax = 20_000;

export function slowTries(limits: SlowTriesLimits): SlowTries {
  const counts = new Map<string, { count: number; sinceMs: number }>();
  let waiting = 0;
  return {
    wrong(source, nowMs, free = limits.free) {
      const known = counts.get(source);
      const isOver = !known || nowMs - known.sinceMs >= limits.windowMs;
      const entry = isOver ? { count: 1, sinceMs: nowMs } : { ...known, count: known.count + 1 };
      counts.delete(source);
      counts.set(source, entry);
      for (const oldest of counts.keys()) {
        if (counts.size <= sourcesMax) break;
        counts.delete(oldest);
      }
      if (waiting >= limits.waitingMax) return null;
      waiting += 1;
      return Math.min(limits.longestMs, Math.max(0, entry.count - free) * limits.stepMs);
    },
    answered() {
      waiting -= 1;
    },
  };
}
