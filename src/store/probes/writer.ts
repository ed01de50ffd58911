/** Keeps the probes of our ways in: one row a channel, and each time that one was down. */
import type { ProbeChannel } from "../../core/mail/channel-probe.ts";
import type { Tx } from "../transaction.ts";

/** The newest probe alone is awaited: the token of the one before holds no longer. */
export async function saveLeft(
  tx: Tx,
  channel: ProbeChannel,
  { tokenHash, at }: { tokenHash: Buffer; at: Date },
): Promise<void> {
  await tx.run(
    `insert into channel_probes (channel, sent_at, token_hash) values ($1, $2, $3)
     on conflict (channel) do update
       set sent_at = excluded.sent_at, token_hash = excluded.token_hash`,
    [channel, at, tokenHash],
  );
}

export async function saveCame(
  tx: Tx,
  channel: ProbeChannel,
  { at, tookMs }: { at: Date; tookMs: number },
): Promise<void> {
  await tx.run(
    `update channel_probes set came_at = $2, took_ms = $3, token_hash = null, down_since = null
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

/** The mail was a probe: nothing is made of it. */
export async function settleAsProbe(tx: Tx, inboxId: string): Promise<void> {
  await tx.run(
    `update inbox set state = 'probe', attempts = attempts + 1, envelope_sealed = null
      where inbox_id = $1 and state = 'new'`,
    [inboxId],
  );
}
