/** Writes sessions. They last twelve hours after the last sight of them, seven days in all. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { seenLatelyMs } from "./session-reader.ts";

const hour = 3_600_000;
const idleMs = 12 * hour;
export const absoluteMs = 7 * 24 * hour;

/** Starts one, and forgets the person's that have run out. */
export async function insertSession(
  context: Context,
  tx: Tx,
  session: { hash: Buffer; personId: string; device?: string; steppedUpAt?: Date | null },
): Promise<void> {
  const now = context.now();
  await tx.run(`delete from sessions where person_id = $1 and expires_at <= $2`, [
    session.personId,
    now,
  ]);
  await tx.run(
    `insert into sessions (token_hash, person_id, created_at, last_seen_at, expires_at, device, stepped_up_at)
     values ($1, $2, $3, $3, $4, $5, $6)`,
    [
      session.hash,
      session.personId,
      now,
      new Date(now.getTime() + idleMs),
      session.device ?? "",
      session.steppedUpAt ?? null,
    ],
  );
}

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
      new Date(now.getTime() - seenLatelyMs),
    ],
    "touch-session",
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

/** Notes that the holder of this session proved once more that it is them. */
export async function stepUpSession(
  context: Context,
  tx: Tx,
  personId: string,
  hash: Buffer,
): Promise<boolean> {
  const done = await tx.run(
    `update sessions set stepped_up_at = $3 where token_hash = $1 and person_id = $2 and expires_at > $3`,
    [hash, personId, context.now()],
  );
  return done > 0;
}

/** Ends every session of a person but one. */
export async function deleteOtherSessions(tx: Tx, personId: string, kept: Buffer): Promise<number> {
  return tx.run(`delete from sessions where person_id = $1 and token_hash <> $2`, [personId, kept]);
}

export async function deleteSessionsOf(tx: Tx, personId: string): Promise<number> {
  return tx.run(`delete from sessions where person_id = $1`, [personId]);
}
