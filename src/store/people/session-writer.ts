/** Writes sessions. They last twelve hours after the last sight of them, seven days in all. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

const hour = 3_600_000;
const idleMs = 12 * hour;
const absoluteMs = 7 * 24 * hour;

/** Starts one, and forgets the person's that have run out. */
export async function insertSession(
  context: Context,
  tx: Tx,
  session: { hash: Buffer; personId: string },
): Promise<void> {
  const now = context.now();
  await tx.run(`delete from sessions where person_id = $1 and expires_at <= $2`, [
    session.personId,
    now,
  ]);
  await tx.run(
    `insert into sessions (token_hash, person_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $3, $4)`,
    [session.hash, session.personId, now, new Date(now.getTime() + idleMs)],
  );
}

/** A page that is looked at writes nothing, as long as the session was seen so lately. */
const touchEveryMs = 5 * 60_000;

/** Moves the end of a session that is in use; never beyond its absolute end. */
export async function touchSession(context: Context, tx: Tx, hash: Buffer): Promise<void> {
  const now = context.now();
  await tx.run(
    `update sessions
        set last_seen_at = $2, expires_at = least($3, created_at + make_interval(secs => $4))
      where token_hash = $1 and expires_at > $2 and last_seen_at < $5`,
    [
      hash,
      now,
      new Date(now.getTime() + idleMs),
      absoluteMs / 1000,
      new Date(now.getTime() - touchEveryMs),
    ],
  );
}

/** Ends one session of a person; false where there was none. */
export async function deleteSession(tx: Tx, personId: string, hash: Buffer): Promise<boolean> {
  const ended = await tx.run(`delete from sessions where token_hash = $1 and person_id = $2`, [
    hash,
    personId,
  ]);
  return ended > 0;
}

export async function deleteSessionsOf(tx: Tx, personId: string): Promise<number> {
  return tx.run(`delete from sessions where person_id = $1`, [personId]);
}
