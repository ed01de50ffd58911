/** Probes at somebody's wish, and how the last ones stand. */
import type { ProbeChannel } from "../../core/probes/channel-probe.ts";
import { type ProbeRow, probeRows } from "../../store/probes/reader.ts";
import { type ChannelToProbe, type Probing, sendProbe } from "./probe-channels.ts";

export interface ChannelProbing {
  /** Sends a probe by each channel; it is back once its channel's `cameAt` is later than that. */
  begin(): Promise<readonly { readonly channel: ProbeChannel; readonly sentAt: Date }[]>;
  stand(): Promise<readonly ProbeRow[]>;
}

export function channelProbing(on: Probing, channels: readonly ChannelToProbe[]): ChannelProbing {
  const { context } = on;
  const names = new Set<string>(channels.map(({ channel }) => channel));
  const stand = async () => {
    const rows = await context.transaction({ kind: "system", task: "probe-channels" }, probeRows);
    return rows.filter(({ channel }) => names.has(channel));
  };
  return {
    stand,
    async begin() {
      for (const each of channels) await sendProbe(on, each);
      return (await stand()).map(({ channel, sentAt }) => ({ channel, sentAt }));
    },
  };
}
