/** Reads files that are on their way in: how much of each has arrived, and until when it may go on. */
import type { AboutFile } from "../attachments/reader.ts";
import type { Context } from "../context.ts";
import { keyOf, keysOf, type ObjectKey, openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface UploadRow {
  readonly uploadId: string;
  readonly caseId: string;
  readonly sideId: string;
  readonly objectId: string;
  readonly fileId: string;
  readonly byId: string;
  readonly direction: "out" | "internal" | null;
  readonly bytes: number;
  readonly received: number;
  readonly state: "open" | "done" | "ended" | "expired";
  readonly begunAt: Date;
  readonly expiresAt: Date;
}

export interface UploadView extends UploadRow {
  readonly about: AboutFile;
}

const columns = `upload_id as "uploadId", case_id as "caseId", side_id as "sideId",
  object_id as "objectId", file_id as "fileId", by_id as "byId", direction, bytes, received, state,
  begun_at as "begunAt", expires_at as "expiresAt"`;

/** An upload at hand, with its key and the bytes that fill no piece yet. */
export interface OpenUpload extends UploadView {
  readonly key: ObjectKey;
  readonly tail: Buffer;
}

/** One upload of this sender, locked; undefined where the wall shows none or somebody else sends it. */
export async function lockUpload(
  context: Context,
  tx: Tx,
  caseId: string,
  uploadId: string,
  byId: string,
): Promise<OpenUpload | undefined> {
  const row = await tx.first<UploadRow & { about: Buffer; tail: Buffer | null }>(
    `select ${columns}, about_sealed as "about", tail_sealed as "tail"
       from uploads where case_id = $1 and upload_id = $2 and by_id = $3 for no key update`,
    [caseId, uploadId, byId],
  );
  if (!row) return undefined;
  const key = await keyOf(context, tx, row.objectId);
  const about = openJson<AboutFile>(key, uploadPlace("about", uploadId), row.about);
  const tail = row.tail ? openFrom(key, uploadPlace("tail", uploadId), row.tail) : Buffer.alloc(0);
  return { ...row, about, tail, key };
}

/** The uploads of a case that did not become files, the newest first: under way, ended or expired. */
export async function uploadsOf(context: Context, tx: Tx, caseId: string): Promise<UploadView[]> {
  const rows = await tx.query<UploadRow & { about: Buffer }>(
    `select ${columns}, about_sealed as "about" from uploads
      where case_id = $1 and state in ('open', 'expired') order by begun_at desc, upload_id limit 50`,
    [caseId],
    "uploads-of-case",
  );
  const keys = await keysOf(
    context,
    tx,
    rows.map((row) => row.objectId),
  );
  return rows.flatMap(({ about, ...row }) => {
    const key = keys.get(row.objectId);
    if (!key) return [];
    const place = uploadPlace("about", row.uploadId);
    return [{ ...row, about: openJson<AboutFile>(key, place, about) }];
  });
}

/** Uploads that stood still for too long. */
export async function uploadsToExpire(tx: Tx, now: Date): Promise<UploadRow[]> {
  return tx.query<UploadRow>(
    `select ${columns} from uploads where state = 'open' and expires_at <= $1
      order by expires_at limit 50`,
    [now],
  );
}

/** Lets nobody else count the room of this case until the transaction ends. */
export async function lockRoomOf(tx: Tx, caseId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('room of ' || $1, 0))`, [caseId]);
}

/** How many uploads this sender has under way on the case, and how large they are to become. */
export async function underWayOf(
  tx: Tx,
  caseId: string,
  byId: string,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const row = await tx.first<{ count: number; bytes: number }>(
    `select count(*)::int as "count", coalesce(sum(bytes), 0)::bigint as "bytes"
       from uploads where case_id = $1 and by_id = $2 and state = 'open'`,
    [caseId, byId],
  );
  return row ?? { count: 0, bytes: 0 };
}

/** What unfinished uploads may still bring, of all cases that the actor sees. */
export async function bytesStillToCome(tx: Tx): Promise<number> {
  const row = await tx.first<{ bytes: number }>(
    `select coalesce(sum(bytes - received), 0)::bigint as "bytes" from uploads where state = 'open'`,
  );
  return row?.bytes ?? 0;
}

export function uploadPlace(column: "about" | "tail", uploadId: string) {
  return { table: "uploads", column: `${column} ${uploadId}` };
}
