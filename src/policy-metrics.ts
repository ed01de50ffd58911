/** What Prometheus learns of the policy: which version is in force, and whether its file is followed. */
import { Gauge, type Registry } from "prom-client";
import { inForceAt } from "./core/policy/in-force.ts";
import type { Context } from "./store/context.ts";

export function measurePolicy(registry: Registry, context: Context): void {
  new Gauge({
    name: "parley_policy_version",
    help: "Version of the policy in force.",
    registers: [registry],
    collect() {
      this.set(inForceAt(context.policies, context.now()).version);
    },
  });
  new Gauge({
    name: "parley_policy_file_refused",
    help: "1 while the policy file cannot be used and the last good version stays in force.",
    registers: [registry],
    collect() {
      this.set(context.policyProblem ? 1 : 0);
    },
  });
}
