/**
 * Makes the keys that the team signs with and is written to, at the first start, and takes in those
 * of the operator's file. Never replaces one for another reason: rotation is a deed of its own.
 */
import type { KeyMaker } from "../../core/keys/own-key-tools.ts";
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type KeyPurpose, privateKeysOf, publicKeysOf } from "../../store/keys/reader.ts";
import { insertOwnKey, lockOwnKeys } from "../../store/keys/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { adoptOutsideKeys } from "./adopt-outside-keys.ts";

const starter: Actor = { kind: "system", task: "start" };

/**
 * Makes what is missing of the mail and the advisory key, and proves that the master key opens
 * what is there. Refuses with key.master-wrong where it does not, and with key.file-missing where a
 * key in use lies in a file that is not there.
 */
export async function ensureOwnKeys(context: Context, maker: KeyMaker): Promise<void> {
  await context.transaction(starter, async (tx) => {
    await lockOwnKeys(tx);
    await known(context, tx, "mail");
    await adoptOutsideKeys(context, tx);
    for (const purpose of ["mail", "advisory"] as const) await ensure(context, tx, maker, purpose);
  });
}

async function ensure(
  context: Context,
  tx: Tx,
  maker: KeyMaker,
  purpose: KeyPurpose,
): Promise<void> {
  const atHand = new Set((await known(context, tx, purpose)).map(({ keyId }) => keyId));
  const keys = await publicKeysOf(tx, purpose);
  const inUse = keys.filter(({ retiredAt }) => retiredAt === null);
  const missing = inUse.find(({ keyId }) => !atHand.has(keyId));
  if (missing) throw new Refusal("key.file-missing", { fingerprint: missing.fingerprint });
  if (inUse.some(({ further }) => !further)) return;
  const { organisation, channels } = inForceAt(context.policies, context.now());
  const made = await maker.makeKeyPair({
    name: purpose === "mail" ? organisation.teamName : `${organisation.teamName}, advisories`,
    email: channels.reportAddress,
    now: context.now(),
  });
  const addresses = purpose === "mail" ? [channels.reportAddress.toLowerCase()] : [];
  await insertOwnKey(context, tx, { purpose, ...made, addresses });
  const body = { purpose, fingerprint: made.fingerprint };
  await appendHouseEvent(context, tx, { type: "key.made", body });
}

async function known(context: Context, tx: Tx, purpose: KeyPurpose) {
  try {
    return await privateKeysOf(context, tx, purpose);
  } catch (cause) {
    throw new Refusal("key.master-wrong", {}, { cause });
  }
}
