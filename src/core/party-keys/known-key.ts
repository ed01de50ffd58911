/**
 * Keys of an address that are known from its other cases, when a new case begins: which are offered,
 * and which is theirs at once. Says nothing of those cases but when a key was compared there.
 */
import type { Arrival } from "../reports/arrival.ts";
import { type AboutPartyKey, type KeyOffer, ofFirstUse, type PartyKey } from "./party-key.ts";

/** A key in use in another case of the same address: usable now, and revoked nowhere. */
export interface KnownKey extends PartyKey {
  readonly names: AboutPartyKey["names"];
  readonly expiresAt: string | null;
  /** When a colleague compared it with its owner; null where it was taken on first use or by its party's word. */
  readonly comparedAt: Date | null;
}

/**
 * Who writes as an organisation, over many cases and years. That a reporter reported before is for
 * those to know who are on that case.
 */
const organisations: readonly string[] = ["coordinator", "vendor"];

export interface FirstKeys {
  readonly offers: readonly KeyOffer[];
  readonly theirs: KeyOffer | undefined;
}

/** So many are offered at most, those that were compared last. */
const knownMax = 3;

/**
 * Of an organisation a compared key is theirs at once where the new case's first mail is signed by
 * exactly that key, and no other takes its place by coming along: whoever forges an address can send a
 * key with it. Otherwise first use decides, and a known key that signed the mail does what it would
 * have done lying in it.
 */
export function firstKeys(
  kind: string,
  brought: readonly KeyOffer[],
  known: readonly KnownKey[],
  arrival: Pick<Arrival, "encrypted" | "decrypted" | "signature" | "signer">,
): FirstKeys {
  const signer = signerOf(arrival);
  const compared = organisations.includes(kind) ? known.filter((key) => key.comparedAt) : [];
  if (compared.length > 0) {
    const suggested = compared
      .slice(0, knownMax)
      .map((key) => comparedOffer(key, key.fingerprint === signer));
    const others = brought.filter(
      (offer) => !known.some(({ armored }) => armored === offer.armored),
    );
    const theirs = suggested.find(({ about }) => about.signedThis);
    return { offers: [...suggested, ...others], theirs };
  }
  const signing = known.find(({ fingerprint }) => fingerprint === signer);
  const came = brought.some(({ fingerprint }) => fingerprint === signer);
  const offers = signing && !came ? [signingOffer(signing), ...brought] : brought;
  return { offers, theirs: ofFirstUse(offers, arrival) };
}

/** By a key that was known before the mail came: the signature of no other is good. */
function signerOf({ signature, signer }: Pick<Arrival, "signature" | "signer">): string | null {
  return signature === "good" && signer?.kind === "openpgp" ? signer.fingerprint : null;
}

function comparedOffer({ comparedAt, ...known }: KnownKey, signedThis: boolean): KeyOffer {
  const about = { ...aboutOf(known), where: "known", signedThis } as const;
  const when = comparedAt ? { comparedAt: comparedAt.toISOString() } : {};
  return { ...keyOf(known), source: "known", about: { ...about, ...when } };
}

function signingOffer(known: KnownKey): KeyOffer {
  const about = { ...aboutOf(known), where: "signature", signedThis: true } as const;
  return { ...keyOf(known), source: "mail", about };
}

function aboutOf({ names, expiresAt }: Pick<KnownKey, "names" | "expiresAt">) {
  return { names, expiresAt, unusable: null, how: "" } as const;
}

function keyOf({ armored, fingerprint, userIds }: PartyKey): PartyKey {
  return { armored, fingerprint, userIds };
}
