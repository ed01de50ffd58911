/**
 * The frame of deeds on our own keys. They are done in the system's name once the administrator was
 * permitted: the role that serves people reaches no private half. One at a time.
 */
import { type Actor, colleagueOf } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import type { JsonValue } from "../../lib/canonical-json.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type OwnKeyAtHand, ownKeyAtHand } from "../../store/keys/reader.ts";
import { lockOwnKeys } from "../../store/keys/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";

export interface KeyDesk {
  readonly tx: Tx;
  /** Records what was done, and owes the files that follow from our keys and the news of it. */
  record(type: string, body: { readonly [key: string]: JsonValue }): Promise<void>;
}

const keeper: Actor = { kind: "system", task: "own-keys" };

export async function onOwnKeys<T>(
  context: Context,
  actor: Actor,
  deed: Deed,
  work: (desk: KeyDesk) => Promise<T>,
): Promise<T> {
  permit(actor, deed);
  return context.transaction(keeper, async (tx) => {
    await lockOwnKeys(tx);
    return work({
      tx,
      async record(type, body) {
        const told = { type, body: { ...body, by: colleagueOf(actor) } };
        const eventId = await appendHouseEvent(context, tx, told);
        await owe(context, tx, "refresh-site");
        await owe(context, tx, "tell-of-keys", { subjectId: eventId });
      },
    });
  });
}

/** The key; refuses with key.own-unknown. */
export async function ownKey(context: Context, tx: Tx, keyId: string): Promise<OwnKeyAtHand> {
  const found = await ownKeyAtHand(context, tx, keyId);
  if (!found) throw new Refusal("key.own-unknown");
  return found;
}

/** The key with its private half; refuses with key.kept-outside where that is not here. */
export async function ownPrivateKey(context: Context, tx: Tx, keyId: string) {
  const key = await ownKey(context, tx, keyId);
  const { armored } = key;
  if (armored === undefined) throw new Refusal("key.kept-outside");
  return { ...key, armored };
}

export function mustBeInUse({ found }: OwnKeyAtHand): void {
  if (found.retiredAt !== null) throw new Refusal("key.not-in-use");
}

/** The address for reports and the team's name, as the policy in force has them. */
export function houseOf(context: Context): { team: string; reportAddress: string } {
  const { organisation, channels } = inForceAt(context.policies, context.now());
  return { team: organisation.teamName, reportAddress: channels.reportAddress.toLowerCase() };
}
