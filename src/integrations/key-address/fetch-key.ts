/**
 * Fetches what lies at an address that a party gave for its key. Over https to public addresses alone,
 * without a word on who asks or why; trusts nothing of it.
 */
import type { KeyLinkProblem } from "../../core/party-keys/key-address.ts";
import type { makeOutgoingFetch, OutgoingProblem } from "../../lib/outgoing-fetch.ts";

/** The bytes that lie there, or why nothing was taken. */
export type FetchedKey = { readonly bytes: Uint8Array } | { readonly problem: KeyLinkProblem };

export type KeyFetch = (address: string) => Promise<FetchedKey>;

/** Two redirects: to the name with "www.", and to where the file lies; each is checked anew. */
const limits = { withinMs: 10_000, bytesMax: 256 * 1024, redirectsMax: 2 };

const problemOf: Readonly<Record<OutgoingProblem, KeyLinkProblem>> = {
  address: "private-address",
  late: "no-answer",
  length: "too-large",
  redirect: "redirect",
  scheme: "redirect",
};

export function keyFetcher(ask: ReturnType<typeof makeOutgoingFetch>): KeyFetch {
  return async (address) => {
    try {
      const { status, body } = await ask(address, limits);
      if (status === 404 || status === 410) return { problem: "gone" };
      return status === 200 ? { bytes: new Uint8Array(body) } : { problem: "no-answer" };
    } catch (error) {
      const { problem } = error as { problem?: OutgoingProblem };
      return { problem: problem ? problemOf[problem] : "no-answer" };
    }
  };
}
