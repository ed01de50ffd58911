/**
 * Makes the keys that the team signs with and is written to, at the first start. Never replaces
 * one: rotation is a deed of its own.
 */
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type KeyPurpose, privateKeysOf } from "../../store/keys/reader.ts";
import { insertOwnKey, lockOwnKeys } from "../../store/keys/writer.ts";
import type { Tx } from "../../store/transaction.ts";

/** Makes an OpenPGP key pair; actions know no OpenPGP. */
export interface KeyMaker {
  makeKeyPair(wish: { name: string; email: string; now: Date }): Promise<{
    armoredPrivate: string;
    armoredPublic: string;
    fingerprint: string;
  }>;
}

const starter: Actor = { kind: "system", task: "start" };

/**
 * Makes what is missing of the mail and the advisory key, and proves that the master key opens
 * what is there. Refuses with key.master-wrong where it does not.
 */
export async function ensureOwnKeys(context: Context, maker: KeyMaker): Promise<void> {
  await context.transaction(starter, async (tx) => {
    await lockOwnKeys(tx);
    for (const purpose of ["mail", "advisory"] as const) await ensure(context, tx, maker, purpose);
  });
}

async function ensure(
  context: Context,
  tx: Tx,
  maker: KeyMaker,
  purpose: KeyPurpose,
): Promise<void> {
  if ((await known(context, tx, purpose)).some((key) => key.retiredAt === null)) return;
  const policy = inForceAt(context.policies, context.now());
  const { teamName } = policy.organisation;
  const made = await maker.makeKeyPair({
    name: purpose === "mail" ? teamName : `${teamName}, advisories`,
    email: policy.channels.reportAddress,
    now: context.now(),
  });
  await insertOwnKey(context, tx, { purpose, ...made });
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
