/**
 * Asks the domain of an address for its key (Web Key Directory, draft-koch-openpgp-webkey-service): the
 * advanced way first, then the direct one. Over https to public addresses alone; trusts nothing of it.
 */
import { wkdHash } from "../../formats/mail/wkd.ts";
import type { makeOutgoingFetch } from "../../lib/outgoing-fetch.ts";

/** The bytes that the domain serves for the address; undefined where it serves none. */
export type KeyLookUp = (address: string) => Promise<Uint8Array | undefined>;

const limits = { withinMs: 5_000, bytesMax: 256 * 1024 };

export function keyDirectory(ask: ReturnType<typeof makeOutgoingFetch>): KeyLookUp {
  return async (address) => {
    for (const url of directoryUrls(address)) {
      // A host that is not there, or lies in somebody's network, has no key for us.
      const answer = await ask(url, limits).catch(() => undefined);
      if (answer?.status === 200 && answer.body.length > 0) return new Uint8Array(answer.body);
    }
    return undefined;
  };
}

/** Both addresses of a key; none for what is no plain address. */
export function directoryUrls(address: string): string[] {
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at), address.slice(at + 1).toLowerCase()];
  if (at < 1 || !/^([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/.test(domain)) return [];
  const file = `hu/${wkdHash(local)}?l=${encodeURIComponent(local)}`;
  return [
    `https://openpgpkey.${domain}/.well-known/openpgpkey/${domain}/${file}`,
    `https://${domain}/.well-known/openpgpkey/${file}`,
  ];
}
