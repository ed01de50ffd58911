/** What Prometheus learns of our own keys: what the checks found, how old they are, what runs out. */
import { Gauge, type Registry } from "prom-client";
import { isDoubt, keyChecks } from "../core/keys/key-check.ts";
import type { Context } from "../store/context.ts";
import { keyCheckRows } from "../store/keys/check-reader.ts";

const actor = { kind: "system", task: "measure" } as const;

export function measureKeys(registry: Registry, context: Context): void {
  const rows = () => context.transaction(actor, keyCheckRows).catch(() => null);
  new Gauge({
    name: "parley_own_key_check_failing",
    help: "1 while a check of our own keys finds something wrong, by check.",
    labelNames: ["check"],
    registers: [registry],
    async collect() {
      const found = await rows();
      for (const check of keyChecks) {
        const problem = found?.find(({ what }) => what === check)?.problem ?? null;
        const failing = problem !== null && !isDoubt(problem) ? 1 : 0;
        this.set({ check }, found ? failing : Number.NaN);
      }
    },
  });
  new Gauge({
    name: "parley_own_key_check_well_seconds",
    help: "How long ago a check of our own keys found all well; NaN before it ever did.",
    labelNames: ["check"],
    registers: [registry],
    async collect() {
      const found = await rows();
      for (const check of keyChecks) {
        const at = found?.find(({ what }) => what === check)?.wellAt;
        const seconds = at ? (context.now().getTime() - at.getTime()) / 1000 : Number.NaN;
        this.set({ check }, seconds);
      }
    },
  });
}
