/** Everything that Prometheus asks for, besides jobs, in one registry. */
import { newRegistry } from "./database-metrics.ts";
import { measureKeys } from "./jobs/key-metrics.ts";
import { measureProbes } from "./jobs/probe-metrics.ts";
import { measurePolicy } from "./policy-metrics.ts";
import type { Context } from "./store/context.ts";
import type { Pools } from "./store/transaction.ts";

export function measured(
  { app, worker }: Pick<Pools, "app" | "worker">,
  context: Context,
): ReturnType<typeof newRegistry> {
  const registry = newRegistry({ app, worker });
  measurePolicy(registry, context);
  measureKeys(registry, context);
  measureProbes(registry, context);
  return registry;
}
