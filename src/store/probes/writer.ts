/** Keeps the probes of our ways in: one row a channel, and each time that one was down. */
import type { ProbeChannel } from "../../core/probes/channel-probe.ts";
import type { Tx } from "../transaction.ts";

/** The newest probe alone is awaited; the one before it stays known, so that it makes no case. */
export async function saveLeft(
  tx: Tx,
  channel: ProbeChannel,
  { tokenHash, at }: { tokenHash: Buffer; at: Date },
): Promise<void> {
  await tx.run(
    "insert into channel_probes (channel, sent_at) values ($1, $2) on conflict do nothing",
    [channel, at],
  );
  await tx.run(
    `insert into overtaken_probes (token_hash, channel, sent_at)
     select token_hash, channel, sent_at from channel_probes
      where channel = $1 and token_hash is not null for update`,
    [channel],
  );
  await tx.run(
    `update channel_probes
        set sent_at = $2, token_hash = $3, refused = false,
            awaited_since = coalesce(awaited_since, $2)
      where channel = $1`,
    [channel, at, tokenHash],
  );
}

/** Keeps these channels alone; what is on its way by others stays known. */
export async function forgetOtherChannels(
  tx: Tx,
  channels: readonly ProbeChannel[],
): Promise<void> {
  await tx.run(
    `with gone as (
       delete from channel_probes where channel <> all($1::text[])
       returning token_hash, channel, sent_at)
     insert into overtaken_probes (token_hash, channel, sent_at)
     select token_hash, channel, sent_at from gone where token_hash is not null`,
    [channels],
  );
}

export async function forgetOvertaken(tx: Tx, before: Date): Promise<void> {
  await tx.run("delete from overtaken_probes where sent_at < $1", [before]);
}

/** Notes what the way in said of this probe; nothing where it came back all the same. */
export async function saveRefused(tx: Tx, channel: ProbeChannel, tokenHash: Buffer): Promise<void> {
  await tx.run("update channel_probes set refused = true where channel = $1 and token_hash = $2", [
    channel,
    tokenHash,
  ]);
}

/**
 * Ends the token: the channel whose probe carried it, and whether that one is still the newest;
 * undefined for a token that nobody gave out or that is spent.
 */
export async function spendToken(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ readonly channel: ProbeChannel; readonly newest: boolean } | undefined> {
  const newest = await tx.first<{ channel: ProbeChannel }>(
    "update channel_probes set token_hash = null where token_hash = $1 returning channel",
    [tokenHash],
  );
  if (newest) return { ...newest, newest: true };
  const overtaken = await tx.first<{ channel: ProbeChannel }>(
    "delete from overtaken_probes where token_hash = $1 returning channel",
    [tokenHash],
  );
  return overtaken && { ...overtaken, newest: false };
}

export async function saveCame(
  tx: Tx,
  channel: ProbeChannel,
  { at, tookMs }: { at: Date; tookMs: number },
): Promise<void> {
  await tx.run(
    `update channel_probes
        set came_at = $2, took_ms = $3, awaited_since = null, refused = false, down_since = null
      where channel = $1`,
    [channel, at, tookMs],
  );
}

export async function saveDown(tx: Tx, channel: ProbeChannel, since: Date): Promise<void> {
  await tx.run("update channel_probes set down_since = $2 where channel = $1", [channel, since]);
}

export async function saveOutage(
  tx: Tx,
  channel: ProbeChannel,
  { beganAt, endedAt }: { beganAt: Date; endedAt: Date },
): Promise<void> {
  await tx.run(
    `insert into channel_outages (channel, began_at, ended_at) values ($1, $2, $3)
     on conflict do nothing`,
    [channel, beganAt, endedAt],
  );
}

/** It was a probe: nothing is made of it, and the code that its sender was given opens nothing. */
export async function settleAsProbe(tx: Tx, inboxId: string): Promise<void> {
  await tx.run(
    `update inbox set state = 'probe', attempts = attempts + 1, envelope_sealed = null,
            receipt_hash = null
      where inbox_id = $1 and state = 'new'`,
    [inboxId],
  );
}
