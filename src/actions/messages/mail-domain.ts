import type { Policy } from "../../core/policy/policy.ts";

/** The domain of our Message-IDs: that of the address people write to. */
export function mailDomainOf(policy: Pick<Policy, "channels">): string {
  return policy.channels.reportAddress.split("@")[1] ?? "localhost";
}
