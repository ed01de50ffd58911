/**
 * Challenges of passkeys and states of single sign-on: given out once, taken back once, ended by
 * time. Only a keyed hash is kept, of the value together with what it is for and for whom.
 */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

const challengeMs = 5 * 60_000;

/** `subject`: purpose, person or "anyone", and the random value, with blanks between. */
export async function giveChallenge(context: Context, tx: Tx, subject: string): Promise<void> {
  const now = context.now();
  await tx.run(`delete from sign_in_challenges where expires_at <= $1`, [now]);
  await tx.run(
    `insert into sign_in_challenges (challenge_hash, created_at, expires_at) values ($1, $2, $3)`,
    [challengeHash(context, subject), now, new Date(now.getTime() + challengeMs)],
  );
}

/** When it was given out; undefined where it never was, was taken before or has ended. */
export async function takeChallenge(
  context: Context,
  tx: Tx,
  subject: string,
): Promise<Date | undefined> {
  const row = await tx.first<{ createdAt: Date; expiresAt: Date }>(
    `delete from sign_in_challenges where challenge_hash = $1
     returning created_at as "createdAt", expires_at as "expiresAt"`,
    [challengeHash(context, subject)],
  );
  return row && row.expiresAt > context.now() ? row.createdAt : undefined;
}

function challengeHash(context: Pick<Context, "masterKey">, subject: string): Buffer {
  return context.masterKey.hash("token-hash", `challenge ${subject}`);
}
