/**
 * The one way in which single sign-on reaches the network: the hosts that the settings name, over
 * TLS, without following redirects, with a bound on time and size. Whatever else a provider's
 * documents point to is not asked.
 */
import { Refusal } from "../../core/refusal.ts";
import { outgoingFetch } from "../../lib/outgoing-fetch.ts";

export type IssuerFetch = (
  url: string,
  options: { method: string; headers: Record<string, string>; body?: unknown },
) => Promise<Response>;

/** `hosts`: host and port as addresses write them; `http` for a provider on this machine. */
export function issuerFetch(hosts: readonly string[], http: boolean): IssuerFetch {
  return async (url, options) => {
    const { host, protocol } = new URL(url);
    const isPlain = http && protocol === "http:";
    if (!hosts.includes(host) || !(isPlain || protocol === "https:")) {
      throw new Refusal(
        "sso.away",
        {},
        { cause: new Error("an endpoint lies at a host that the settings do not name") },
      );
    }
    try {
      const { method, headers, body } = options;
      const sent = body === undefined || body === null ? undefined : String(body);
      const asked = { method, headers: Object.fromEntries(new Headers(headers)), body: sent };
      const answer = await outgoingFetch(url, { ...asked, ours: hosts, plain: http });
      if (answer.status >= 500) throw new Error(`the provider answered ${answer.status}`);
      const isEmpty = answer.status === 204 || answer.status === 304;
      const content = isEmpty ? null : new Uint8Array(answer.body);
      return new Response(content, { status: answer.status, headers: answer.headers });
    } catch (error) {
      throw new Refusal("sso.away", {}, { cause: error });
    }
  };
}
