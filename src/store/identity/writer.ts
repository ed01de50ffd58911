/** Writes choices of credit, permissions, the register of legal disclosures and released finds. */
import { staffSide } from "../../core/cases/sides.ts";
import type { ChosenCredit } from "../../core/identity/credit.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealFor, sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { printPlace } from "./people-reader.ts";
import { type PermissionState, recipientPlace } from "./permission-reader.ts";
import { type LegalRecord, recordPlace } from "./register-reader.ts";

/** `identityKey` seals the words to print: they name the party. */
export async function insertCreditChoice(
  context: Context,
  tx: Tx,
  chosen: ChosenCredit & { choiceId: string; caseId: string; partyId: string },
  identityKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  const { choiceId, print } = chosen;
  await insertState(context, tx, "credit_choices", {
    choice_id: choiceId,
    case_id: chosen.caseId,
    side_id: chosen.partyId,
    party_id: chosen.partyId,
    choice: chosen.choice,
    print_sealed: print === "" ? null : sealFor(context, identityKey, printPlace(choiceId), print),
    chosen_at: context.now(),
    last_event_id: eventId,
  });
}

export async function insertPermission(
  context: Context,
  tx: Tx,
  entry: {
    entryId: string;
    permissionId: string;
    caseId: string;
    partyId: string;
    recipientId: string | null;
    recipient: string;
    state: PermissionState;
  },
  partyKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "disclosure_permissions", {
    entry_id: entry.entryId,
    permission_id: entry.permissionId,
    case_id: entry.caseId,
    side_id: entry.partyId,
    party_id: entry.partyId,
    recipient_id: entry.recipientId,
    state: entry.state,
    recipient_sealed: sealFor(context, partyKey, recipientPlace(entry.entryId), entry.recipient),
    at: context.now(),
    last_event_id: eventId,
  });
}

export async function insertLegalDisclosure(
  context: Context,
  tx: Tx,
  entry: {
    disclosureId: string;
    caseId: string;
    partyId: string | null;
    recordedBy: string;
    told: boolean;
    record: LegalRecord;
  },
  caseKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "legal_disclosures", {
    disclosure_id: entry.disclosureId,
    case_id: entry.caseId,
    side_id: staffSide,
    party_id: entry.partyId,
    recorded_by: entry.recordedBy,
    recorded_at: context.now(),
    approved_by: null,
    approved_at: null,
    told: entry.told,
    record_sealed: sealJson(context, caseKey, recordPlace(entry.disclosureId), entry.record),
    last_event_id: eventId,
  });
}

export async function approveDisclosure(
  context: Context,
  tx: Tx,
  approval: { disclosureId: string; approvedBy: string },
  eventId: EventId,
): Promise<void> {
  await updateState(
    context,
    tx,
    "legal_disclosures",
    { disclosure_id: approval.disclosureId },
    {
      approved_by: approval.approvedBy,
      approved_at: context.now(),
      last_event_id: eventId,
    },
  );
}

export async function insertRelease(
  context: Context,
  tx: Tx,
  release: {
    releaseId: string;
    caseId: string;
    findingHash: Uint8Array;
    releasedBy: string;
    reason: string;
  },
  caseKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  const place = { table: "finding_releases", column: `reason ${release.releaseId}` };
  await insertState(context, tx, "finding_releases", {
    release_id: release.releaseId,
    case_id: release.caseId,
    side_id: staffSide,
    finding_hash: release.findingHash,
    released_by: release.releasedBy,
    released_at: context.now(),
    reason_sealed: sealFor(context, caseKey, place, release.reason),
    last_event_id: eventId,
  });
}
