/**
 * The one way in which single sign-on reaches the network: the hosts that the settings name, and no
 * other that a provider's documents point to. Follows no redirect.
 */
import { Refusal } from "../../core/refusal.ts";
import { outgoingFetch } from "../../lib/outgoing-fetch.ts";

export type IssuerFetch = (
  url: string,
  options: { method: string; headers: Record<string, string>; body?: unknown },
) => Promise<Response>;

/**
 * `hosts`: with their port as addresses write it; `plain` for a provider on this machine. Refuses
 * with sso.away, whatever is the matter with the provider.
 */
export function issuerFetch(hosts: readonly string[], plain: boolean): IssuerFetch {
  return async (url, { method, headers, body }) => {
    try {
      if (!hosts.includes(new URL(url).host)) throw new Error("a host that no setting names");
      const sent = body === undefined || body === null ? undefined : String(body);
      const answer = await outgoingFetch(url, { method, headers, body: sent, ours: hosts, plain });
      if (answer.status >= 500) throw new Error(`the provider answered ${answer.status}`);
      const isEmpty = answer.status === 204 || answer.status === 304;
      return new Response(isEmpty ? null : new Uint8Array(answer.body), answer);
    } catch (error) {
      throw new Refusal("sso.away", {}, { cause: error });
    }
  };
}
