/**
 * Keys that parties offer: what is known of one, when it counts as theirs without a further word, and
 * how it stands. Knows no cryptography, and never lets one key take another's place by itself.
 */
import type { Arrival, OfferedKey } from "../reports/arrival.ts";

export type PartyKeyState =
  | "offered"
  | "confirmed"
  | "refused"
  | "replaced"
  | "renewed"
  | "expired"
  | "revoked";

/**
 * By which way a key came; "link" is the link of a plain mail, which proves nothing, "url" an address
 * that the party gave, and "known" another case of the same address.
 */
export type PartyKeySource = "mail" | "form" | "portal" | "link" | "wkd" | "url" | "known";

/** The key itself: it names its owner, so the vault keeps it. */
export interface PartyKey {
  readonly armored: string;
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Those that the key itself certifies. */
  readonly userIds: readonly string[];
}

/** What staff know of a key without opening the vault. */
export interface AboutPartyKey {
  readonly where: OfferedKey["where"] | Exclude<PartyKeySource, "mail"> | "signature";
  /** Whose address its user ids name: a claim. */
  readonly names: OfferedKey["names"];
  /** Whether the mail that brought it is signed by it. */
  readonly signedThis: boolean;
  readonly unusable: OfferedKey["unusable"];
  /** When it ends, in ISO 8601; null where it never does or nobody looked. */
  readonly expiresAt: string | null;
  /** How a person compared it, or why it was refused, in their words. */
  readonly how: string;
  /** When it was compared in another case, in ISO 8601; all that is told of that case. */
  readonly comparedAt?: string;
}

/** An offer as it comes, before it has an id. */
export interface KeyOffer extends PartyKey {
  readonly about: AboutPartyKey;
  readonly source: PartyKeySource;
}

/** Every key that came with a report or a message. */
export function offersOf(arrival: Pick<Arrival, "key" | "keys">): KeyOffer[] {
  const fromMail = (arrival.keys ?? []).map((key): KeyOffer => {
    const { armored, fingerprint, userIds, where, names, signedThis, unusable } = key;
    const expiresAt = key.expiresAt ?? null;
    const about = { where, names, signedThis, unusable, expiresAt, how: "" };
    return { armored, fingerprint, userIds, source: "mail", about };
  });
  const { key } = arrival;
  if (!key || fromMail.some(({ fingerprint }) => fingerprint === key.fingerprint)) return fromMail;
  const about: AboutPartyKey = {
    ...{ where: "form", names: "nobody", signedThis: false, unusable: null },
    ...{ expiresAt: key.expiresAt ?? null, how: "" },
  };
  return [...fromMail, { ...key, userIds: [], source: "form", about }];
}

/**
 * The one key that is theirs on first use: with the report that opens their case came nothing else by
 * which to know them. Pasted into the form it stands beside their words and their receipt code; in a
 * mail it must have signed that very mail, or lie inside what only we could open, so that nobody on
 * the way put it there. Undefined where none or several would do.
 */
export function ofFirstUse(
  offers: readonly KeyOffer[],
  { encrypted, decrypted }: Pick<Arrival, "encrypted" | "decrypted">,
): KeyOffer | undefined {
  const signed = offers.filter(({ about }) => about.signedThis);
  if (signed.length > 0) return only(signed);
  const inside = ({ source, about }: KeyOffer) =>
    source === "mail" &&
    encrypted &&
    decrypted &&
    about.where !== "autocrypt" &&
    about.names !== "other";
  return only(offers.filter((offer) => offer.source === "form" || inside(offer)));
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** Said of a key before: what a person may still say of it. */
const saying: Readonly<Record<PartyKeyState, readonly PartyKeyState[]>> = {
  offered: ["confirmed", "refused"],
  refused: ["confirmed"],
  replaced: ["confirmed"],
  confirmed: [],
  renewed: [],
  expired: [],
  revoked: [],
};

export function maySay(before: PartyKeyState, said: "confirmed" | "refused"): boolean {
  return saying[before].includes(said);
}

/** Whether letters may go to it once the vault holds it. */
export function isTheirs(state: PartyKeyState): boolean {
  return state === "confirmed" || state === "renewed" || state === "expired" || state === "revoked";
}
