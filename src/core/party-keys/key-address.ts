/**
 * Addresses at which parties say that their keys lie: what is known of one, and how much of it staff
 * read without the vault. Asks nobody.
 */
import { withPseudonym } from "../identity/apart.ts";
import type { Withheld } from "../identity/withheld-terms.ts";

/** "asked": a colleague ordered it, and the answer is not there yet. */
export type KeyLinkState = "said" | "asked" | "fetched" | "failed";

/** "form": the field for the key, of the form or of the API; staff do not read that field. */
export type KeyLinkSource = "mail" | "form";

/** Why nothing came of asking there. */
export type KeyLinkProblem =
  | "erased"
  | "gone"
  | "no-answer"
  | "not-a-key"
  | "off"
  | "private-address"
  | "private-key"
  | "redirect"
  | "several"
  | "too-large";

/** What staff know of an address without opening the vault. */
export interface AboutKeyLink {
  /** The address as staff may read it; empty where only the vault shows it. */
  readonly shown: string;
  readonly problem: KeyLinkProblem | null;
}

/** Where everybody keeps a key: that one lies there says nothing of whose it is. */
const commonHosts: ReadonlySet<string> = new Set([
  "codeberg.org",
  "github.com",
  "gitlab.com",
  "keybase.io",
  "keys.mailvelope.com",
  "keys.openpgp.org",
  "keyserver.ubuntu.com",
  "pgp.mit.edu",
]);

/**
 * In a mail staff read the address as it stands in their copy of the words: without what names its
 * author, and without runs of digits that are a fingerprint. From the field for the key they read
 * nothing, so of an address there they learn the host where it is anybody's.
 */
export function shownAddress(
  address: string,
  source: KeyLinkSource,
  { who, pseudonym }: { who: readonly Withheld[]; pseudonym: string },
): string {
  if (source === "form") {
    const [, host = ""] = /^https:\/\/([^/?#]+)/.exec(address) ?? [];
    return commonHosts.has(host) ? `https://${host}/…` : "";
  }
  const plain = who.reduce((text, each) => withPseudonym(text, each, pseudonym), decoded(address));
  return plain.replace(/(0x)?[0-9a-f]{8,}/gi, "…");
}

/** "finder%40research.example" is a name as well. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
