/** Writes what another reading of a mail gave into its working copy. Never touches the original. */
import { type Arrival, titleOf } from "../../core/reports/arrival.ts";
import type { CaseHead } from "../cases/head-reader.ts";
import { contentPlace, titlePlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { changeIdentity } from "../party-keys/writer.ts";
import type { ReportContent } from "../reports/reader.ts";
import { type ObjectKey, openFrom, sealFor, sealJson } from "../sealing/object-keys.ts";
import { updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { keepSigner, type Signer } from "./signers.ts";
import type { KeptMail } from "./unread-reader.ts";
import { type MessageContent, messagePlace } from "./writer.ts";

interface Reading {
  /** Without its author. */
  readonly arrival: Arrival;
  readonly subject: string;
  readonly signer?: Signer | undefined;
}

type OfKind<Kind> = Extract<KeptMail, { kind: Kind }>;

/** How it came stays as it is; the case's title follows while it is the one that the mail gave. */
export async function keepReportReading(
  context: Context,
  tx: Tx,
  mail: OfKind<"report">,
  { desk, reading }: { desk: { head: CaseHead; caseKey: ObjectKey }; reading: Reading },
  eventId: EventId,
): Promise<void> {
  const { arrival, signer } = reading;
  const { fields, encrypted, decrypted, signature, problems, contentAt } = arrival;
  const now = { fields, encrypted, decrypted, signature, problems };
  const content: ReportContent = {
    ...mail.content,
    ...now,
    ...(contentAt ? { contentAt } : {}),
    readAgain: true,
  };
  const kept = {
    ...{ encrypted, decrypted, signature },
    content_sealed: sealJson(context, mail.contentKey, contentPlace, content),
    last_event_id: eventId,
  };
  await updateState(context, tx, "reports", { report_id: mail.objectId }, kept);
  if (signer) await changeIdentity(context, tx, mail.partyId, { signer }, eventId);
  const { head, caseKey } = desk;
  const title = openFrom(caseKey, titlePlace, head.titleSealed).toString();
  if (title !== titleOf(mail.content.fields)) return;
  const change = {
    title_sealed: sealFor(context, caseKey, titlePlace, titleOf(fields)),
    last_event_id: eventId,
  };
  await updateState(context, tx, "cases", { case_id: head.caseId }, change);
}

export async function keepThreadReading(
  context: Context,
  tx: Tx,
  mail: OfKind<"message">,
  { reading, ...side }: { reading: Reading; caseId: string; sideId: string },
  eventId: EventId,
): Promise<void> {
  const { arrival, signer, subject } = reading;
  const { encrypted, decrypted, signature, problems } = arrival;
  const { problems: _, ...before } = mail.content;
  const content: MessageContent = {
    ...before,
    subject,
    text: arrival.fields.description ?? "",
    readAgain: true,
    ...(problems.length > 0 ? { problems } : {}),
  };
  const kept = {
    ...{ encrypted, decrypted, signature },
    content_sealed: sealJson(context, mail.contentKey, messagePlace(mail.objectId), content),
    last_event_id: eventId,
  };
  await updateState(context, tx, "messages", { message_id: mail.objectId }, kept);
  const signed = { ...side, messageId: mail.objectId };
  if (signer) await keepSigner(context, tx, signed, signer, eventId);
}
