/**
 * Counts failed sign-ins under keyed hashes. A try is written down as failed before it is judged,
 * so that many tries at once cannot slip past the count, and struck out when it succeeds.
 */
import { type WaitRule, waitMs } from "../../core/people/sign-in-wait.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** What failures are counted by, and by which rule. */
export interface FailureCount {
  readonly subject: string;
  readonly rule: WaitRule;
}

const forgottenMs = 24 * 60 * 60_000;

/** Ids of the written tries, or how long to wait; then nothing is written. */
export async function writeTry(
  context: Context,
  tx: Tx,
  counts: readonly FailureCount[],
): Promise<{ ids: string[] } | { waitMs: number }> {
  const now = context.now();
  await tx.run(`delete from sign_in_failures where at < $1`, [
    new Date(now.getTime() - forgottenMs),
  ]);
  const waits: number[] = [];
  for (const count of counts) waits.push(await lockAndWait(context, tx, count));
  const longest = Math.max(0, ...waits);
  if (longest > 0) return { waitMs: longest };
  const ids = counts.map(() => context.newId());
  for (const [index, count] of counts.entries()) {
    await tx.run(
      `insert into sign_in_failures (failure_id, subject_hash, at) values ($1, $2, $3)`,
      [ids[index] ?? "", subjectHash(context, count), now],
    );
  }
  return { ids };
}

/** Strikes the tries out, and what else was counted against the first subject. */
export async function strikeOut(
  context: Context,
  tx: Tx,
  ids: readonly string[],
  first: FailureCount,
): Promise<void> {
  await tx.run(
    `delete from sign_in_failures where failure_id = any ($1::uuid[]) or subject_hash = $2`,
    [ids, subjectHash(context, first)],
  );
}

async function lockAndWait(context: Context, tx: Tx, count: FailureCount): Promise<number> {
  const hash = subjectHash(context, count);
  // One try of a subject is written at a time: the next one sees it.
  await tx.run(`select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))`, [hash]);
  const rows = await tx.query<{ at: Date }>(
    `select at from sign_in_failures where subject_hash = $1 order by at desc limit 200`,
    [hash],
  );
  return waitMs(
    count.rule,
    rows.map(({ at }) => at),
    context.now(),
  );
}

function subjectHash(context: Context, { subject }: FailureCount): Buffer {
  return context.masterKey.hash("sign-in-hash", `failure ${subject}`);
}
