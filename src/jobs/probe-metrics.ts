/** What Prometheus learns of our ways in: when a probe came back last, and which channel is down. */
import { Gauge, type Registry } from "prom-client";
import { downtimeDays, downtimeMs } from "../core/probes/channel-probe.ts";
import type { Context } from "../store/context.ts";
import { outagesSince, probeRows } from "../store/probes/reader.ts";

const actor = { kind: "system", task: "measure" } as const;

export function measureProbes(registry: Registry, context: Context): void {
  const read = async () => {
    const now = context.now();
    const since = new Date(+now - downtimeDays * 86_400_000);
    return context.transaction(actor, async (tx) => ({
      now,
      rows: await probeRows(tx),
      outages: await outagesSince(tx, since),
    }));
  };
  type Found = Awaited<ReturnType<typeof read>>;
  const add = (
    name: string,
    help: string,
    value: (row: Found["rows"][number], found: Found) => number,
  ) => {
    new Gauge({
      name,
      help,
      labelNames: ["channel"],
      registers: [registry],
      async collect() {
        this.reset();
        const found = await read().catch(() => null);
        for (const row of found?.rows ?? []) {
          if (found) this.set({ channel: row.channel }, value(row, found));
        }
      },
    });
  };
  add(
    "parley_channel_probe_age_seconds",
    "How long ago a probe came back by the channel; NaN before one ever did.",
    ({ cameAt }, { now }) => (cameAt ? (+now - +cameAt) / 1000 : Number.NaN),
  );
  add("parley_channel_down", "1 while probes of the channel do not come back.", ({ downSince }) =>
    downSince ? 1 : 0,
  );
  add(
    "parley_channel_downtime_seconds",
    "For how long the channel was down within the last 90 days.",
    ({ channel, downSince }, { outages, now }) => {
      const ended = outages.filter((each) => each.channel === channel);
      const lasting = downSince ? [{ beganAt: downSince, endedAt: null }] : [];
      return downtimeMs([...ended, ...lasting], now) / 1000;
    },
  );
}
