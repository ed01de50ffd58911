/** What Prometheus learns of the process and its database connections. */
import type pg from "pg";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";

export function newRegistry(pools: Readonly<Record<string, pg.Pool>>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "parley_database_connections",
    help: 'Database connections by pool and state; "waiting" are requests without one.',
    labelNames: ["pool", "state"],
    registers: [registry],
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        this.set({ pool, state: "busy" }, totalCount - idleCount);
        this.set({ pool, state: "idle" }, idleCount);
        this.set({ pool, state: "waiting" }, waitingCount);
      }
    },
  });
  return registry;
}
