/** Writes files, sealed under the key of what they came with; large ones go to the vault. What was found in them comes later. */
import { createHash } from "node:crypto";
import type { FileFindings, KeptLook, stateAfter } from "../../core/attachments/file-findings.ts";
import type { ArrivedFile } from "../../core/reports/arrival.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { owe } from "../outbox/writer.ts";
import { rowBytesMax } from "../sealing/file-vault.ts";
import { type ObjectKey, sealFor, sealJson } from "../sealing/object-keys.ts";
import { insertState, type StateRow, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { type AboutFile, type AttachmentView, attachmentPlace } from "./reader.ts";

interface Beside {
  readonly caseId: string;
  readonly sideId: string;
  /** Of the report, message, side or case that the files belong to. */
  readonly key: ObjectKey;
}

/** Who added files by a deed of their own, and for whom. */
export interface AddedFiles {
  readonly addedBy: string;
  /** Null: a party's own. */
  readonly direction: "out" | "internal" | null;
}

/** The files that came with a report or a mail; each owes its check. */
export async function insertAttachments(
  context: Context,
  tx: Tx,
  beside: Beside,
  files: readonly ArrivedFile[],
  eventId: EventId,
): Promise<void> {
  for (const { name, type, base64 } of files) {
    const content = Buffer.from(base64, "base64");
    await insertAttachment(context, tx, beside, { name, type, content }, eventId);
  }
}

export interface NewFile {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
  readonly personal?: boolean;
}

/** Writes one file whole and returns its id. */
export async function insertAttachment(
  context: Context,
  tx: Tx,
  beside: Beside,
  { content, ...about }: NewFile,
  eventId: EventId,
  added?: AddedFiles,
): Promise<string> {
  const id = context.newId();
  const { key } = beside;
  const fileId = content.length > rowBytesMax ? context.newId() : null;
  if (fileId) await context.files.write(fileId, key.bytes, id, content, context.randomBytes(7));
  const sha256 = createHash("sha256").update(content).digest("hex");
  await insertRow(context, tx, beside, {
    id,
    about: { ...about, sha256 },
    added,
    eventId,
    content: {
      bytes: content.length,
      content_sealed: fileId
        ? null
        : sealFor(context, key, attachmentPlace("content", id), content),
      content_file: fileId,
    },
  });
  return id;
}

/** Makes a file of an upload that has ended; its pieces stay where they are. */
export async function insertUploaded(
  context: Context,
  tx: Tx,
  beside: Beside,
  upload: {
    readonly fileId: string;
    readonly bytes: number;
    readonly about: AboutFile;
    readonly added: AddedFiles;
    readonly attachmentId: string;
  },
  eventId: EventId,
): Promise<void> {
  const { about, added, bytes, fileId, attachmentId: id } = upload;
  const content = { bytes, content_sealed: null, content_file: fileId, content_form: 2 };
  await insertRow(context, tx, beside, { id, about, added, content, eventId });
}

async function insertRow(
  context: Context,
  tx: Tx,
  { caseId, sideId, key }: Beside,
  file: {
    readonly id: string;
    readonly about: AboutFile;
    readonly added: AddedFiles | undefined;
    readonly content: Omit<StateRow, "last_event_id">;
    readonly eventId: EventId;
  },
): Promise<void> {
  const { id, about, added, content, eventId } = file;
  await insertState(context, tx, "attachments", {
    attachment_id: id,
    case_id: caseId,
    side_id: sideId,
    object_id: key.objectId,
    about_sealed: sealJson(context, key, attachmentPlace("about", id), about),
    ...content,
    direction: added?.direction ?? null,
    added_by: added?.addedBy ?? null,
    added_at: context.now(),
    last_event_id: eventId,
  });
  await owe(context, tx, "check-attachment", { caseId, subjectId: id });
}

/** Keeps what the check found, and what is shown in place of the file. */
export async function keepFindings(
  context: Context,
  tx: Tx,
  key: ObjectKey,
  checked: {
    readonly attachmentId: string;
    readonly state: ReturnType<typeof stateAfter>;
    readonly findings: FileFindings;
    readonly look: KeptLook;
  },
  eventId: EventId,
): Promise<void> {
  const { attachmentId: id, state, findings, look } = checked;
  await updateState(
    context,
    tx,
    "attachments",
    { attachment_id: id },
    {
      check_state: state,
      checked_at: context.now(),
      findings_sealed: sealJson(context, key, attachmentPlace("findings", id), findings),
      preview_sealed: sealJson(context, key, attachmentPlace("preview", id), look),
      last_event_id: eventId,
    },
  );
}

/** Lets a file out that the scanner found something in. */
export async function keepRelease(
  context: Context,
  tx: Tx,
  { attachmentId }: Pick<AttachmentView, "attachmentId">,
  releasedBy: string,
  eventId: EventId,
): Promise<void> {
  await updateState(
    context,
    tx,
    "attachments",
    { attachment_id: attachmentId },
    { released_at: context.now(), released_by: releasedBy, last_event_id: eventId },
  );
}
