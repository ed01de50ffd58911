/** What the deeds on our own OpenPGP keys need of OpenPGP, which they know nothing of. */

import type { RefusalCode } from "../refusal-codes.ts";

export const keyKinds = ["curve25519", "rsa-4096"] as const;
export type KeyKind = (typeof keyKinds)[number];

/** Why a key is revoked, as RFC 9580 section 5.2.3.31 tells apart. */
export const revocationReasons = ["superseded", "compromised", "retired"] as const;
export type RevocationReason = (typeof revocationReasons)[number];

export interface OwnKeyWish {
  readonly name: string;
  readonly email: string;
  /** Further addresses, each a user id of its own. */
  readonly furtherEmails?: readonly string[];
  /** Curve25519 in the encoding that GnuPG takes, unless told. */
  readonly kind?: KeyKind;
  readonly now: Date;
  /** It does not expire unless told. */
  readonly validForSeconds?: number;
}

/** A whole key of ours. The private half has no passphrase: it is sealed wherever it lies. */
export interface OwnKeyPair {
  readonly armoredPrivate: string;
  readonly armoredPublic: string;
  readonly revocationCertificate: string;
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
}

/** A key of ours whose private half lies in a file of the operator's, opened at the start. */
export interface KeyOutside {
  readonly fingerprint: string;
  /** Without passphrase: it is in memory only. */
  readonly armoredPrivate: string;
  readonly armoredPublic: string;
  readonly addresses: readonly string[];
  /** Why it can only read what was written to it before; null where it can be in use. */
  readonly problem: RefusalCode | null;
}

/** Makes an OpenPGP key pair. */
export interface KeyMaker {
  makeKeyPair(wish: OwnKeyWish): Promise<OwnKeyPair>;
}

export interface OwnKeyTools extends KeyMaker {
  /**
   * Opens a private key that was made elsewhere and proves that it reads and signs. Refuses with
   * key.no-private-half, mail.key-locked, key.weak, key.revoked, key.expired or key.not-usable.
   */
  importOwnKey(
    armored: string,
    passphrase: string | undefined,
    now: Date,
  ): Promise<OwnKeyPair & { readonly addresses: readonly string[] }>;
  /** The same key, which runs out then. Refuses with key.not-extendable or key.until-too-soon. */
  extendOwnKey(
    armoredPrivate: string,
    until: Date,
    now: Date,
  ): Promise<Pick<OwnKeyPair, "armoredPrivate" | "armoredPublic">>;
  /** The armoured public half, revoked. */
  revokeOwnKey(armoredPrivate: string, reason: RevocationReason, now: Date): Promise<string>;
  /** Ends the key wherever it is imported: for the day on which the private half is lost. */
  revocationCertificate(armoredPrivate: string, now: Date): Promise<string>;
  /** A clear-signed text with one signature of each key. */
  signByAll(text: string, armoredPrivate: readonly string[], now: Date): Promise<string>;
}
