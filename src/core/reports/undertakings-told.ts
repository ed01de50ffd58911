/** The list of what reporters are asked or commit to: whether a policy has one, and where its version stands. */
import type { Policy } from "../policy/policy.ts";

type Listed = Pick<Policy, "reporterUndertakings" | "version">;

export function asksUndertakings({ reporterUndertakings: { must, mustNot } }: Listed): boolean {
  return must.length + mustNot.length > 0;
}

/** Of the policy version that holds for the case; it stays there when a later one is in force. */
export function undertakingsAddress(baseUrl: string, { version }: Listed): string {
  return `${baseUrl}/policy/versions/${version}#undertakings`;
}
