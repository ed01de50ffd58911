/** Sweeps away what has ended by its time: sessions, one-time links, failed sign-ins, challenges, keys of reports. */
import { sweepIntakeKeys } from "../intake/key-writer.ts";
import type { Tx } from "../transaction.ts";

const dayMs = 24 * 3600 * 1000;

/** Links that ended are kept for a week, so that their page can say so. Returns how many rows went. */
export async function sweepEnded(tx: Tx, now: Date): Promise<number> {
  const sessions = await tx.run("delete from sessions where expires_at <= $1", [now]);
  const links = await tx.run("delete from sign_in_links where expires_at <= $1", [
    new Date(now.getTime() - 7 * dayMs),
  ]);
  const failures = await tx.run("delete from sign_in_failures where at < $1", [
    new Date(now.getTime() - dayMs),
  ]);
  const challenges = await tx.run("delete from sign_in_challenges where expires_at <= $1", [now]);
  const keys = await sweepIntakeKeys(tx, now);
  return sessions + links + failures + challenges + keys;
}
