/**
 * Keeps which key signed a mail of a thread, under the key of its party's identity: who erases that,
 * erases this. Only the worker reaches the rows; staff learn it by opening the vault.
 */
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { identityObject } from "../parties/reader.ts";
import { keysOf, openJson, sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export type Signer = NonNullable<Arrival["signer"]>;

interface SignedMessage {
  readonly messageId: string;
  readonly caseId: string;
  /** The party's side: beside the threads there is no identity to keep it with. */
  readonly sideId: string;
}

function signerPlace(messageId: string) {
  return { table: "message_signers", column: `signer ${messageId}` };
}

/** Keeps it, in place of what an earlier reading of the mail said; nothing where the identity was erased. */
export async function keepSigner(
  context: Context,
  tx: Tx,
  { messageId, caseId, sideId }: SignedMessage,
  signer: Signer,
  eventId: EventId,
): Promise<void> {
  const objectId = identityObject(sideId);
  const key = (await keysOf(context, tx, [objectId])).get(objectId);
  if (!key) return;
  const kept = {
    signer_sealed: sealJson(context, key, signerPlace(messageId), signer),
    last_event_id: eventId,
  };
  const which = { message_id: messageId };
  if (await updateState(context, tx, "message_signers", which, kept)) return;
  const row = { ...which, case_id: caseId, side_id: sideId, ...kept };
  await insertState(context, tx, "message_signers", row);
}

/** Who signed each mail of the party's thread, by message; empty where the identity was erased. */
export async function signersOf(
  context: Context,
  tx: Tx,
  partyId: string,
): Promise<Map<string, Signer>> {
  const rows = await tx.query<{ messageId: string; sealed: Buffer }>(
    `select message_id as "messageId", signer_sealed as "sealed" from message_signers
      where side_id = $1 order by message_id limit 10000`,
    [partyId],
  );
  const objectId = identityObject(partyId);
  const key = rows.length > 0 && (await keysOf(context, tx, [objectId])).get(objectId);
  if (!key) return new Map();
  return new Map(
    rows.map(({ messageId, sealed }) => [
      messageId,
      openJson<Signer>(key, signerPlace(messageId), sealed),
    ]),
  );
}

/** A mail of the party's thread as the vault tells of its signature; undefined where there is none. */
export async function signatureOf(
  context: Context,
  tx: Tx,
  of: { readonly caseId: string; readonly partyId: string; readonly messageId: string },
): Promise<{ at: Date; signature: string; signer: Signer | null } | undefined> {
  const row = await tx.first<{ at: Date; signature: string }>(
    `select at, signature from messages
      where case_id = $1 and side_id = $2 and message_id = $3 and direction = 'in'`,
    [of.caseId, of.partyId, of.messageId],
  );
  if (!row) return undefined;
  const signers = await signersOf(context, tx, of.partyId);
  return { ...row, signer: signers.get(of.messageId) ?? null };
}
