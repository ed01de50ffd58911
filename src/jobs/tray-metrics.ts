/** What Prometheus learns of the intake tray: how many messages wait, for how long, and what was not for us. */
import { Gauge, type Registry } from "prom-client";
import { notForUsReasons } from "../core/mail/tray.ts";
import { notForUsCounts, trayCount } from "../store/cases/tray-reader.ts";
import type { Context } from "../store/context.ts";

const actor = { kind: "system", task: "measure" } as const;

export function measureTray(registry: Registry, context: Context): void {
  const count = () => context.transaction(actor, trayCount);
  addGauge(registry, {
    name: "parley_tray_waiting",
    help: "Mails that nobody has looked at; at most 100.",
    read: async () => (await count()).count,
  });
  addGauge(registry, {
    name: "parley_tray_oldest_seconds",
    help: "For how long the oldest mail has waited that nobody has looked at; 0 where none does.",
    read: async () => {
      const { oldestAt } = await count();
      return oldestAt ? Math.max(0, (+context.now() - +oldestAt) / 1000) : 0;
    },
  });
  measureAside(registry, context);
}

function addGauge(
  registry: Registry,
  { name, help, read }: { name: string; help: string; read: () => Promise<number> },
): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await read().catch(() => Number.NaN));
    },
  });
}

/** In no public figure, and counted here all the same: who puts reports aside is seen. */
function measureAside(registry: Registry, context: Context): void {
  new Gauge({
    name: "parley_not_for_us",
    help: "Mails that were put aside and owe no answer, by reason.",
    labelNames: ["reason"],
    registers: [registry],
    async collect() {
      const found = await context.transaction(actor, (tx) => notForUsCounts(tx)).catch(() => null);
      for (const reason of notForUsReasons) {
        const count = found?.find((each) => each.reason === reason)?.count ?? 0;
        this.set({ reason }, found ? count : Number.NaN);
      }
    },
  });
}
