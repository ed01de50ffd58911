/** Reads the files that came with reports and messages: what they are, and on demand their bytes. */
import type { Context } from "../context.ts";
import { keyOf, type ObjectKey, openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

interface About {
  readonly name: string;
  /** As its sender claimed it; never trusted for showing. */
  readonly type: string;
  readonly sha256: string;
}

export interface AttachmentView extends About {
  readonly attachmentId: string;
  /** The report or thread that it belongs to. */
  readonly objectId: string;
  readonly sideId: string;
  readonly bytes: number;
  readonly addedAt: Date;
}

/** The files of a case in the order in which they came; `keys` as keysOfCase gives them. */
export async function attachmentsOf(
  tx: Tx,
  caseId: string,
  keys: ReadonlyMap<string, ObjectKey>,
): Promise<AttachmentView[]> {
  const rows = await tx.query<Omit<AttachmentView, keyof About> & { about: Buffer }>(
    `select attachment_id as "attachmentId", object_id as "objectId", side_id as "sideId", bytes,
            added_at as "addedAt", about_sealed as "about"
       from attachments where case_id = $1 order by added_at, attachment_id limit 500`,
    [caseId],
  );
  return rows.flatMap(({ about, ...row }) => {
    const key = keys.get(row.objectId);
    const place = attachmentPlace("about", row.attachmentId);
    return key ? [{ ...row, ...openJson<About>(key, place, about) }] : [];
  });
}

/** One file with its bytes; undefined where the case has no such file. */
export async function attachmentContent(
  context: Context,
  tx: Tx,
  caseId: string,
  attachmentId: string,
): Promise<(About & { content: Buffer }) | undefined> {
  const row = await tx.first<{
    objectId: string;
    about: Buffer;
    sealed: Buffer | null;
    fileId: string | null;
  }>(
    `select object_id as "objectId", about_sealed as "about", content_sealed as "sealed",
            content_file as "fileId"
       from attachments where case_id = $1 and attachment_id = $2`,
    [caseId, attachmentId],
  );
  if (!row) return undefined;
  const key = await keyOf(context, tx, row.objectId);
  const about = openJson<About>(key, attachmentPlace("about", attachmentId), row.about);
  const content = row.sealed
    ? openFrom(key, attachmentPlace("content", attachmentId), row.sealed)
    : await context.files.read(row.fileId ?? "", key.bytes, attachmentId);
  return { ...about, content };
}

/** Where what is known of a file, and its bytes, are sealed. */
export function attachmentPlace(column: "about" | "content", attachmentId: string) {
  return { table: "attachments", column: `${column} ${attachmentId}` };
}
