/** Progress of long work on standard error: at once on a terminal, else a line every few seconds. */
import type { Surroundings } from "./surroundings.ts";

const pauseMs = 3_000;

/** Tells what it is given, not more often than people read. */
export function progressTo({ err, now }: Pick<Surroundings, "err" | "now">) {
  let last = now().getTime();
  return (sentence: string): void => {
    const at = now().getTime();
    if (at - last < pauseMs) return;
    last = at;
    err(`${sentence}\n`);
  };
}
