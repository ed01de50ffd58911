/** Reads the probes of our ways in. Staff and the worker see them; the hash of a token only the worker. */
import type { ProbeChannel } from "../../core/probes/channel-probe.ts";
import type { Tx } from "../transaction.ts";

export interface ProbeRow {
  readonly channel: ProbeChannel;
  readonly sentAt: Date;
  readonly awaitedSince: Date | null;
  readonly refused: boolean;
  readonly cameAt: Date | null;
  readonly tookMs: number | null;
  readonly downSince: Date | null;
}

export interface OutageRow {
  readonly channel: ProbeChannel;
  readonly beganAt: Date;
  readonly endedAt: Date;
}

export async function probeRows(tx: Tx): Promise<ProbeRow[]> {
  return tx.query<ProbeRow>(
    `select channel, sent_at as "sentAt", awaited_since as "awaitedSince", refused,
            came_at as "cameAt", took_ms as "tookMs", down_since as "downSince"
       from channel_probes order by channel limit 100`,
    [],
  );
}

/** Those that ended since then. */
export async function outagesSince(tx: Tx, since: Date): Promise<OutageRow[]> {
  return tx.query<OutageRow>(
    `select channel, began_at as "beganAt", ended_at as "endedAt"
       from channel_outages where ended_at > $1 order by began_at desc limit 10000`,
    [since],
  );
}

/** The channel's row, locked until the transaction ends. */
export async function lockProbe(tx: Tx, channel: ProbeChannel): Promise<ProbeRow | undefined> {
  return tx.first(
    `select channel, sent_at as "sentAt", awaited_since as "awaitedSince", refused,
            came_at as "cameAt", took_ms as "tookMs", down_since as "downSince"
       from channel_probes where channel = $1 for update`,
    [channel],
  );
}
