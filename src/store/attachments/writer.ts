/** Writes the files that came with a report or message, sealed under its key; large ones go to the vault. */
import { createHash } from "node:crypto";
import type { ArrivedFile } from "../../core/reports/arrival.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { rowBytesMax } from "../sealing/file-vault.ts";
import { type ObjectKey, sealFor, sealJson } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { attachmentPlace } from "./reader.ts";

interface Beside {
  readonly caseId: string;
  readonly sideId: string;
  /** Of the report or message that the files came with. */
  readonly key: ObjectKey;
}

export async function insertAttachments(
  context: Context,
  tx: Tx,
  beside: Beside,
  files: readonly ArrivedFile[],
  eventId: EventId,
): Promise<void> {
  for (const file of files) await insertAttachment(context, tx, beside, file, eventId);
}

async function insertAttachment(
  context: Context,
  tx: Tx,
  { caseId, sideId, key }: Beside,
  { name, type, base64 }: ArrivedFile,
  eventId: EventId,
): Promise<void> {
  const bytes = Buffer.from(base64, "base64");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const id = context.newId();
  const fileId = bytes.length > rowBytesMax ? context.newId() : null;
  if (fileId) await context.files.write(fileId, key.bytes, id, bytes, context.randomBytes(7));
  await insertState(context, tx, "attachments", {
    attachment_id: id,
    case_id: caseId,
    side_id: sideId,
    object_id: key.objectId,
    bytes: bytes.length,
    about_sealed: sealJson(context, key, attachmentPlace("about", id), { name, type, sha256 }),
    content_sealed: fileId ? null : sealFor(context, key, attachmentPlace("content", id), bytes),
    content_file: fileId,
    added_at: context.now(),
    last_event_id: eventId,
  });
}
