/** Notices when something comes in a rush: more than so many within a window. Knows no time of its own. */

export interface Rush {
  /** One more came now. */
  came(nowMs: number): void;
  isOn(nowMs: number): boolean;
}

export function rushOf({ count, withinMs }: { count: number; withinMs: number }): Rush {
  let windowStart = 0;
  let inWindow = 0;
  let onUntil = 0;
  return {
    came(nowMs) {
      if (nowMs - windowStart > withinMs) {
        windowStart = nowMs;
        inWindow = 0;
      }
      inWindow += 1;
      if (inWindow >= count) onUntil = nowMs + withinMs;
    },
    isOn: (nowMs) => nowMs < onUntil,
  };
}
