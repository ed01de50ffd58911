/**
 * Puts the keys of the operator's file in place at the start: the first for an address is the one in
 * use, later ones read old mail. Their private halves never reach the database.
 */
import { addressesOf } from "../../core/keys/key-addresses.ts";
import type { KeyOutside } from "../../core/keys/own-key-tools.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent, type NewEvent } from "../../store/events/writer.ts";
import { type OwnPublicKey, ownKeyAtHand, ownKeys } from "../../store/keys/reader.ts";
import { insertOwnKey, replacePublicHalf } from "../../store/keys/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { handOver, transitionOf } from "./hand-over.ts";
import { houseOf } from "./on-own-keys.ts";

/**
 * Changes nothing for keys that are known already: what was rotated or revoked here stays so. Refuses
 * with what is wrong with the first key where none of the file can be in use and none is known.
 */
export async function adoptOutsideKeys(context: Context, tx: Tx): Promise<void> {
  const file = [...(context.keysOutside?.values() ?? [])];
  const known = new Map((await ownKeys(tx)).map((key) => [key.fingerprint, key]));
  const isOfUse = file.some(({ problem, fingerprint }) => !problem || known.has(fingerprint));
  const problem = file[0]?.problem;
  if (!isOfUse && problem) throw new Refusal(problem);
  const covered = new Set<string>();
  for (const given of file) {
    const isFirst = given.addresses.some((address) => !covered.has(address));
    for (const address of given.addresses) covered.add(address);
    const found = known.get(given.fingerprint);
    if (found) await follow(context, tx, found, given);
    else await adopt(context, tx, given, isFirst && given.problem === null);
  }
}

/** A key that was extended in its file is published so. */
async function follow(context: Context, tx: Tx, found: OwnPublicKey, given: KeyOutside) {
  const { keyId, outside, revokedAt, publicKey, fingerprint } = found;
  if (!outside || revokedAt !== null || publicKey === given.armoredPublic) return;
  await replacePublicHalf(tx, keyId, given.armoredPublic);
  await tell(context, tx, "own-key.extended", { keyId, fingerprint });
}

async function adopt(context: Context, tx: Tx, given: KeyOutside, inUse: boolean): Promise<void> {
  const keyId = inUse ? await putInUse(context, tx, given) : await keep(context, tx, given, true);
  const { fingerprint } = given;
  const body = { purpose: "mail", keyId, fingerprint, outside: true };
  await tell(context, tx, "own-key.imported", body);
}

async function tell(context: Context, tx: Tx, type: string, body: NewEvent["body"]): Promise<void> {
  const subjectId = await appendHouseEvent(context, tx, { type, body });
  await owe(context, tx, "tell-of-keys", { subjectId });
}

async function putInUse(context: Context, tx: Tx, given: KeyOutside): Promise<string> {
  const { reportAddress } = houseOf(context);
  const replaced = (await ownKeys(tx)).find(
    (key) =>
      key.purpose === "mail" &&
      key.retiredAt === null &&
      addressesOf(key, reportAddress).some((address) => given.addresses.includes(address)),
  );
  if (!replaced) return keep(context, tx, given, false);
  const left = addressesOf(replaced, reportAddress).find((a) => !given.addresses.includes(a));
  if (left) throw new Refusal("key.other-addresses", { address: left });
  const old = await ownKeyAtHand(context, tx, replaced.keyId);
  const transition = old && (await transitionOf(context, old, given));
  const to = { next: given, addresses: given.addresses, transition, outside: true };
  return handOver(context, tx, { found: replaced }, to);
}

async function keep(context: Context, tx: Tx, given: KeyOutside, retired: boolean) {
  const { fingerprint, armoredPublic, addresses } = given;
  const further = !addresses.includes(houseOf(context).reportAddress);
  const made = {
    purpose: "mail",
    fingerprint,
    armoredPublic,
    addresses,
    further,
    retired,
  } as const;
  return insertOwnKey(context, tx, made);
}
