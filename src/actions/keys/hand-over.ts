/** Puts a key into the place of one in use: the old one reads on, and both sign that this is so. */
import { addressesOf } from "../../core/keys/key-addresses.ts";
import type { OwnKeyPair } from "../../core/keys/own-key-tools.ts";
import { transitionText } from "../../core/keys/transition.ts";
import type { Context } from "../../store/context.ts";
import type { OwnKeyAtHand } from "../../store/keys/reader.ts";
import { insertOwnKey, retireOwnKey } from "../../store/keys/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { houseOf } from "./on-own-keys.ts";

export type NextKey = Pick<OwnKeyPair, "armoredPublic" | "armoredPrivate" | "fingerprint"> & {
  readonly revocationCertificate?: string;
};

/** Undefined where the old private half is not at hand to sign. */
export async function transitionOf(
  context: Context,
  { found, armored }: Pick<OwnKeyAtHand, "found" | "armored">,
  next: NextKey,
): Promise<string | undefined> {
  if (armored === undefined) return undefined;
  const { team, reportAddress } = houseOf(context);
  const text = transitionText({
    team,
    addresses: found.purpose === "mail" ? addressesOf(found, reportAddress) : [],
    old: found.fingerprint,
    next: next.fingerprint,
    at: context.now(),
    keyPage: `${context.baseUrl}/key`,
  });
  const both = [armored, next.armoredPrivate];
  return context.ownKeyTools.signByAll(text, both, context.now());
}

/** Gives the new key's id. `outside`: its private half stays in a file of the operator's. */
export async function handOver(
  context: Context,
  tx: Tx,
  { found }: Pick<OwnKeyAtHand, "found">,
  to: {
    readonly next: NextKey;
    readonly addresses: readonly string[];
    readonly transition: string | undefined;
    readonly outside?: boolean;
  },
): Promise<string> {
  const { next, addresses, transition, outside = false } = to;
  await retireOwnKey(context, tx, found.keyId);
  const { fingerprint, armoredPublic, armoredPrivate, revocationCertificate } = next;
  return insertOwnKey(context, tx, {
    ...{ fingerprint, armoredPublic },
    ...(outside ? {} : { armoredPrivate, revocationCertificate }),
    purpose: found.purpose,
    addresses,
    further: found.purpose === "mail" && !addresses.includes(houseOf(context).reportAddress),
    transition,
  });
}
