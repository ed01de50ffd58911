/** How long a proof that it is really them lasts: what dangerous deeds ask for (step-up). */

const freshMs = 10 * 60_000;

/** Whether the proof is at most ten minutes old; false where there is none. */
export function isFresh(provedAt: Date | null, now: Date): boolean {
  if (!provedAt) return false;
  const age = now.getTime() - provedAt.getTime();
  return age >= 0 && age <= freshMs;
}
