/** Writes the rows of a case that opens with a report. One function per table; the action orders them. */

import type { CaseKind } from "../../core/cases/case-facts.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { type ChosenCredit, isNamed } from "../../core/identity/credit.ts";
import type { AnswerHold } from "../../core/mail/may-answer.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type Arrival, titleOf } from "../../core/reports/arrival.ts";
import { lowerAscii } from "../../lib/lower-ascii.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { indexIdentity } from "../identity/tokens.ts";
import { insertCreditChoice } from "../identity/writer.ts";
import type { InboxRow } from "../intake/reader.ts";
import { type Identity, identityPlace } from "../parties/reader.ts";
import { insertLinks, insertReceipt } from "../parties/receipt-writer.ts";
import { type ObjectKey, sealFor, sealJson } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export interface Opening {
  readonly caseId: string;
  readonly reference: string;
  readonly partyId: string;
  /** Left out: a report, and its reporter. */
  readonly kind?: CaseKind;
  readonly partyKind?: "coordinator";
  /** What staff call the author. */
  readonly pseudonym: string;
  readonly policy: Policy;
  /** How it stands in the intake tray, and what keeps its sender from an answer. */
  readonly tray?: "new";
  readonly answerHeld?: AnswerHold | null;
  /** Without its author (see core/identity/apart.ts). */
  readonly arrival: Arrival;
  readonly inbox: InboxRow;
}

export async function insertCase(
  context: Context,
  tx: Tx,
  opening: Opening,
  caseKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  const now = context.now();
  const { caseId, arrival } = opening;
  const row: NewCase = {
    ...{ caseId, reference: opening.reference, policy: opening.policy },
    ...{ kind: opening.kind ?? "vulnerability-report", openedAt: opening.inbox.receivedAt },
    ...{ title: titleOf(arrival.fields), mailbox: arrival.mailbox, tray: opening.tray },
    answerHeld: opening.answerHeld,
  };
  await insertCaseRow(context, tx, row, caseKey, eventId);
  await tx.run(
    `insert into party_cases (case_id, side_id, reference, step, opened_at, updated_at, policy_version)
     values ($1, $2, $3, 'received', $4, $5, $6)`,
    [
      caseId,
      opening.partyId,
      opening.reference,
      opening.inbox.receivedAt,
      now,
      opening.policy.version,
    ],
  );
}

export interface NewCase {
  readonly caseId: string;
  readonly reference: string;
  readonly kind: CaseKind;
  readonly policy: Policy;
  readonly openedAt: Date;
  readonly title: string;
  readonly ownerId?: string;
  readonly mailbox?: string | undefined;
  readonly tray?: "new" | undefined;
  readonly answerHeld?: AnswerHold | null | undefined;
}

/** The head of a new case, which is ours to do. */
export async function insertCaseRow(
  context: Context,
  tx: Tx,
  row: NewCase,
  caseKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "cases", {
    case_id: row.caseId,
    side_id: staffSide,
    reference: row.reference,
    kind: row.kind,
    stage: "received",
    policy_id: row.policy.name,
    policy_version: row.policy.version,
    severity_band: null,
    owner_id: row.ownerId ?? null,
    waiting_on: "us",
    waiting_since: row.openedAt,
    opened_at: row.openedAt,
    updated_at: context.now(),
    closed_at: null,
    close_reason: null,
    lane: 1,
    due_at: "infinity",
    mailbox: row.mailbox ?? null,
    tray: row.tray ?? null,
    answer_held: row.answerHeld ?? null,
    title_sealed: sealFor(context, caseKey, titlePlace, row.title),
    last_event_id: eventId,
  });
}

/** Where a case's title is sealed. */
export const titlePlace = { table: "cases", column: "title" } as const;

export async function insertReporter(
  context: Context,
  tx: Tx,
  opening: Opening,
  identity: { value: Identity; key: ObjectKey; credit: ChosenCredit },
  eventId: EventId,
): Promise<void> {
  const { caseId, partyId, arrival } = opening;
  await insertState(context, tx, "parties", {
    party_id: partyId,
    case_id: caseId,
    side_id: partyId,
    kind: opening.partyKind ?? "reporter",
    pseudonym: opening.pseudonym,
    answers_by: arrival.answersBy,
    has_key: identity.value.publicKey !== null,
    credit: identity.credit.choice,
    // Nobody is named before they have said yes.
    name_withheld: !isNamed(identity.credit.choice),
    language: arrival.language,
    undertaking_version: arrival.undertakings,
    undertaking_how: arrival.undertakings === null ? null : "shown",
    added_at: context.now(),
    last_event_id: eventId,
  });
  await insertState(context, tx, "identities", {
    party_id: partyId,
    case_id: caseId,
    side_id: partyId,
    identity_sealed: sealJson(context, identity.key, identityPlace, identity.value),
    address_hash: addressHash(context, identity.value.email),
    updated_at: context.now(),
    last_event_id: eventId,
  });
  await indexIdentity(context, tx, { caseId, partyId }, identity.value, [identity.credit.print]);
  const choice = { ...identity.credit, choiceId: context.newId(), caseId, partyId };
  await insertCreditChoice(context, tx, choice, identity.key, eventId);
}

/** Finds the same address again without opening the vault; null where there is none. */
export function addressHash(
  context: Pick<Context, "masterKey">,
  email: string | null,
): Buffer | null {
  return email === null ? null : context.masterKey.hash("address-hash", lowerAscii(email.trim()));
}

export async function insertReceipts(
  context: Context,
  tx: Tx,
  opening: Opening,
  identity: Pick<Identity, "portalToken" | "letterToken">,
): Promise<void> {
  const { partyId, caseId } = opening;
  const { receiptHash: code } = opening.inbox;
  if (code) await insertReceipt(context, tx, { partyId, caseId, hash: code, kind: "code" });
  await insertLinks(context, tx, { partyId, caseId }, identity);
}

export async function insertReport(
  context: Context,
  tx: Tx,
  opening: Opening,
  eventId: EventId,
): Promise<void> {
  const { caseId, partyId, arrival, inbox } = opening;
  const { files: _, ...content } = arrival;
  await insertState(context, tx, "reports", {
    report_id: inbox.objectId,
    case_id: caseId,
    side_id: partyId,
    party_id: partyId,
    channel: inbox.channel,
    attempted_at: arrival.attemptedAt ? new Date(arrival.attemptedAt) : inbox.receivedAt,
    received_at: inbox.receivedAt,
    first_read_at: null,
    encrypted: arrival.encrypted,
    decrypted: arrival.decrypted,
    signature: arrival.signature,
    original_sealed: inbox.payloadSealed,
    original_file: inbox.payloadFile,
    content_sealed: sealJson(context, inbox.key, contentPlace, content),
    last_event_id: eventId,
  });
  await insertState(context, tx, "case_reports", {
    case_id: caseId,
    report_id: inbox.objectId,
    side_id: partyId,
    relation: "primary",
    linked_at: context.now(),
    last_event_id: eventId,
  });
}

/** Where a report's working copy is sealed. */
export const contentPlace = { table: "reports", column: "content_sealed" } as const;
