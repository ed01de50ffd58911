/** What a person says of an offered key, recorded: the frame that confirming and refusing share. */
import type { PartyKeyState } from "../../core/party-keys/party-key.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId } from "../../store/events/writer.ts";
import { lockPartyKeys, type PartyKeyView, partyKeysOf } from "../../store/party-keys/reader.ts";
import { addKeyState } from "../../store/party-keys/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";
import { onCase } from "../on-case.ts";

interface Said {
  readonly state: PartyKeyState;
  /** What follows from it, in the same transaction. */
  after?(eventId: EventId): Promise<unknown>;
}

type Decide = (tx: Tx, found: PartyKeyView) => Promise<Said | "said">;

/** "said": it was said already, and nothing is recorded again. */
export async function sayOfKey(
  context: Context,
  actor: Actor,
  deed: "confirm-party-key" | "refuse-party-key",
  of: { caseId: string; keyId: string; how: string },
  decide: Decide,
): Promise<{ keyId: string; state: PartyKeyState }> {
  const { caseId, keyId } = of;
  if (actor.kind !== "outsider") {
    return onCase(context, actor, deed, caseId, async (desk) =>
      say(context, desk.tx, of, decide, (event) => desk.record(event)),
    );
  }
  return context.transaction(actor, async (tx) => {
    permit(actor, deed, await membershipOf(tx, caseId));
    const own = (await partyKeysOf(context, tx, caseId)).some(
      (each) => each.keyId === keyId && each.partyId === actor.id,
    );
    if (!own) throw new Refusal("party-key.unknown");
    return say(context, tx, of, decide, (event) => appendEvent(context, tx, { ...event, caseId }));
  });
}

async function say(
  context: Context,
  tx: Tx,
  { caseId, keyId, how }: { caseId: string; keyId: string; how: string },
  decide: Decide,
  record: (event: {
    sideId: string;
    type: string;
    body: { partyKeyId: string; partyKeyEntryId: string; partyId: string };
  }) => Promise<EventId>,
): Promise<{ keyId: string; state: PartyKeyState }> {
  await lockPartyKeys(tx, caseId);
  const found = (await partyKeysOf(context, tx, caseId)).find((each) => each.keyId === keyId);
  if (!found) throw new Refusal("party-key.unknown");
  const said = await decide(tx, found);
  if (said === "said") return { keyId, state: found.state };
  const { partyId, source } = found;
  const entryId = context.newId();
  const eventId = await record({
    sideId: partyId,
    type: `party-key.${said.state}`,
    body: { partyKeyId: keyId, partyKeyEntryId: entryId, partyId },
  });
  const about = { ...found.about, how };
  const entry = { entryId, keyId, caseId, partyId, state: said.state, source, about };
  await addKeyState(context, tx, entry, await keyOf(context, tx, partyId), eventId);
  await said.after?.(eventId);
  return { keyId, state: said.state };
}
