/** Writes the side of the support agent who filed a report: a party of the case like any other. */
import type { Filing } from "../../core/reports/arrival.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import type { InboxRow } from "../intake/reader.ts";
import { type Identity, identityObject, identityPlace } from "../parties/reader.ts";
import { ticketHash } from "../portal/filings-reader.ts";
import { grantKey, newObjectKey, type ObjectKey, sealJson } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import type { Opening } from "./opening-writer.ts";

/** The vault holds nothing of an agent: who it is stands in `support_filings`, for staff to see. */
const nobody: Omit<Identity, "portalToken"> = {
  name: null,
  organisation: null,
  email: null,
  telephone: null,
  publicKey: null,
  keyFingerprint: null,
};

/** Returns the key of the side. Membership is the caller's to write. */
export async function insertSupportSide(
  context: Context,
  tx: Tx,
  opening: Pick<Opening, "caseId" | "reference" | "policy"> & {
    inbox: Pick<InboxRow, "receivedAt">;
  },
  { partyId, personId, filing }: { partyId: string; personId: string; filing?: Filing | undefined },
  eventId: EventId,
): Promise<ObjectKey> {
  const { caseId } = opening;
  const now = context.now();
  const side = { caseId, sideId: partyId };
  await tx.run(
    `insert into party_cases (case_id, side_id, reference, step, opened_at, updated_at, policy_version)
     values ($1, $2, $3, 'received', $4, $5, $6)`,
    [caseId, partyId, opening.reference, opening.inbox.receivedAt, now, opening.policy.version],
  );
  await insertState(context, tx, "parties", {
    party_id: partyId,
    case_id: caseId,
    side_id: partyId,
    kind: "support",
    pseudonym: "Support desk",
    answers_by: "portal",
    has_key: false,
    credit: "none",
    name_withheld: true,
    language: "en",
    undertaking_version: null,
    added_at: now,
    last_event_id: eventId,
  });
  const identityKey = newObjectKey(context, identityObject(partyId));
  const sideKey = newObjectKey(context, partyId);
  await insertState(context, tx, "identities", {
    party_id: partyId,
    case_id: caseId,
    side_id: partyId,
    identity_sealed: sealJson(context, identityKey, identityPlace, { ...nobody, portalToken: "" }),
    address_hash: null,
    updated_at: now,
    last_event_id: eventId,
  });
  await insertState(context, tx, "support_filings", {
    party_id: partyId,
    case_id: caseId,
    side_id: partyId,
    person_id: personId,
    filed_at: opening.inbox.receivedAt,
    ticket_hash: filing?.ticket ? ticketHash(context, filing.ticket) : null,
    asked: filing?.asked ?? null,
    customer_id: filing?.customerId ?? null,
    token_id: filing?.tokenId ?? null,
    last_event_id: eventId,
  });
  await grantKey(context, tx, identityKey, side);
  await grantKey(context, tx, sideKey, side);
  return sideKey;
}
