/**
 * Puts a confirmed key where letters find it: into the vault. Part of settling a case, since neither
 * staff nor a party writes there. The key before it is kept, and said to be replaced.
 */
import { isTheirs } from "../../core/party-keys/party-key.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { openPartyKeys, partyKeysOf } from "../../store/party-keys/reader.ts";
import { addKeyState, changeIdentity } from "../../store/party-keys/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import type { Desk } from "../on-case.ts";

/** `event` says which key was confirmed; nothing happens where something else was said since. */
export async function bindKey(context: Context, desk: Desk, event: EventView): Promise<boolean> {
  const { tx, head } = desk;
  const { partyKeyId: keyId, partyId } = event.body;
  if (typeof keyId !== "string" || typeof partyId !== "string") return false;
  const all = (await partyKeysOf(context, tx, head.caseId)).filter(
    (each) => each.partyId === partyId,
  );
  const found = all.find((each) => each.keyId === keyId);
  const opened = await openPartyKeys(context, tx, partyId);
  const key = opened.get(keyId);
  const identity = await identityOf(context, tx, partyId);
  if (found?.state !== "confirmed" || !key || !identity) return false;
  if (identity.publicKey === key.armored) return false;
  // A copy that does not know of its own revocation brings the key back for nobody.
  const isSame = (id: string) => opened.get(id)?.fingerprint === key.fingerprint;
  if (all.some((each) => each.state === "revoked" && isSame(each.keyId))) return false;
  const body = { partyKeyId: keyId, partyId };
  const eventId = await desk.record({ sideId: partyId, type: "party-key.bound", body });
  const bound = { publicKey: key.armored, keyFingerprint: key.fingerprint };
  await changeIdentity(context, tx, partyId, bound, eventId);
  const partyKey = await keyOf(context, tx, partyId);
  for (const before of all.filter((each) => each.keyId !== keyId && isTheirs(each.state))) {
    const entry = { ...before, entryId: context.newId(), caseId: head.caseId };
    await addKeyState(context, tx, { ...entry, state: "replaced" }, partyKey, eventId);
  }
  return true;
}
