/** Writes the rows of files that are on their way in; their bytes go to the vault, sealed as they come. */
import type { AboutFile } from "../attachments/reader.ts";
import type { Context } from "../context.ts";
import { type ObjectKey, sealFor, sealJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type UploadRow, uploadPlace } from "./reader.ts";

export async function insertUpload(
  context: Context,
  tx: Tx,
  upload: Pick<
    UploadRow,
    "uploadId" | "caseId" | "sideId" | "fileId" | "byId" | "direction" | "bytes" | "expiresAt"
  > & { readonly key: ObjectKey; readonly about: AboutFile },
): Promise<void> {
  const { uploadId, key, about } = upload;
  await tx.run(
    `insert into uploads (upload_id, case_id, side_id, object_id, file_id, by_id, direction, bytes,
                          received, about_sealed, state, begun_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, 'open', $10, $11)`,
    [
      uploadId,
      upload.caseId,
      upload.sideId,
      key.objectId,
      upload.fileId,
      upload.byId,
      upload.direction,
      upload.bytes,
      sealJson(context, key, uploadPlace("about", uploadId), about),
      context.now(),
      upload.expiresAt,
    ],
  );
}

/**
 * Keeps how far an upload is. False where another part moved it meanwhile, or it is no longer open:
 * then nothing changed.
 */
export async function moveUpload(
  context: Context,
  tx: Tx,
  upload: { readonly uploadId: string; readonly key: ObjectKey },
  moved: { from: number; to: number; tail: Uint8Array; expiresAt: Date; done: boolean },
): Promise<boolean> {
  const { uploadId, key } = upload;
  const { from, to, tail, expiresAt, done } = moved;
  const sealed =
    tail.length > 0 ? sealFor(context, key, uploadPlace("tail", uploadId), tail) : null;
  const changed = await tx.run(
    `update uploads set received = $3, tail_sealed = $4, expires_at = $5, state = $6
      where upload_id = $1 and received = $2 and state = 'open'`,
    [uploadId, from, to, sealed, expiresAt, done ? "done" : "open"],
  );
  return changed === 1;
}

/** Ends an upload that becomes no file; false where it had ended already. */
export async function endUpload(
  tx: Tx,
  uploadId: string,
  state: "ended" | "expired",
): Promise<boolean> {
  const changed = await tx.run(
    "update uploads set state = $2, tail_sealed = null where upload_id = $1 and state = 'open'",
    [uploadId, state],
  );
  return changed === 1;
}
