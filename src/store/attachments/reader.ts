/** Reads the files of a case: what they are, how their check went, and on demand their bytes. */
import type {
  CheckState,
  FileFindings,
  FilePreview,
  KeptLook,
} from "../../core/attachments/file-findings.ts";
import type { FileText } from "../../core/identity/scan-names.ts";
import { erasedWords } from "../../core/retention/erased.ts";
import type { Context } from "../context.ts";
import { mustNotBeErased } from "../retention/erased-reader.ts";
import { keyOf, type ObjectKey, openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** What is known of a file from its sender. */
export interface AboutFile {
  readonly name: string;
  /** As its sender claimed it; never trusted for showing. */
  readonly type: string;
  /** Null until the check read the file through. */
  readonly sha256: string | null;
  /** On the way in, how its sender calls it where that names them: for their own page, to go on with it. */
  readonly sentAs?: string;
  /** What the sender said of it: "contains personal or regulated data" (TH-21). */
  readonly personal?: boolean;
}

interface Row {
  readonly attachmentId: string;
  /** The report, message, side or case whose key opens it. */
  readonly objectId: string;
  readonly sideId: string;
  readonly bytes: number;
  readonly addedAt: Date;
  readonly direction: "out" | "internal" | null;
  readonly addedBy: string | null;
  readonly checkState: Exclude<CheckState, "waiting"> | null;
  readonly checkedAt: Date | null;
  readonly releasedAt: Date | null;
  readonly releasedBy: string | null;
  /** When it was erased, alone or with what it came with; null while it is there. */
  readonly erasedAt: Date | null;
}

export interface AttachmentView extends AboutFile, Omit<Row, "checkState"> {
  readonly state: CheckState;
  readonly findings: FileFindings | null;
}

const columns = `attachment_id as "attachmentId", object_id as "objectId", side_id as "sideId", bytes,
  added_at as "addedAt", direction, added_by as "addedBy", check_state as "checkState",
  checked_at as "checkedAt", released_at as "releasedAt", released_by as "releasedBy",
  about_sealed as "about", findings_sealed as "found",
  (select min(e.erased_at) from erased_objects e
    where e.case_id = attachments.case_id
      and e.object_id in (attachments.attachment_id, attachments.object_id)) as "erasedAt"`;

type SealedRow = Row & { readonly about: Buffer; readonly found: Buffer | null };

/** The files of a case in the order in which they came; `keys` as keysOfCase gives them. */
export async function attachmentsOf(
  tx: Tx,
  caseId: string,
  keys: ReadonlyMap<string, ObjectKey>,
): Promise<AttachmentView[]> {
  const rows = await tx.query<SealedRow>(
    `select ${columns} from attachments where case_id = $1 order by added_at, attachment_id limit 500`,
    [caseId],
    "attachments-of-case",
  );
  return rows.flatMap((row) => {
    if (row.erasedAt) return [erasedFile(row, row.erasedAt)];
    const key = keys.get(row.objectId);
    return key ? [opened(key, row)] : [];
  });
}

/** One file as far as the actor's wall shows it. */
export async function attachmentOf(
  context: Context,
  tx: Tx,
  caseId: string,
  attachmentId: string,
): Promise<AttachmentView | undefined> {
  const row = await tx.first<SealedRow>(
    `select ${columns} from attachments where case_id = $1 and attachment_id = $2`,
    [caseId, attachmentId],
  );
  if (row?.erasedAt) return erasedFile(row, row.erasedAt);
  return row && opened(await keyOf(context, tx, row.objectId), row);
}

/** What is left of a file: that it came, when, and how large it was. */
function erasedFile(
  { about: _, found: __, checkState, ...row }: SealedRow,
  at: Date,
): AttachmentView {
  const known = { name: erasedWords(at), type: "", sha256: null };
  return { ...row, ...known, state: checkState ?? "unchecked", findings: null };
}

function opened(key: ObjectKey, { about, found, checkState, ...row }: SealedRow): AttachmentView {
  const findings = found
    ? openJson<FileFindings>(key, attachmentPlace("findings", row.attachmentId), found)
    : null;
  const known = openJson<AboutFile>(key, attachmentPlace("about", row.attachmentId), about);
  const sha256 = known.sha256 ?? findings?.sha256 ?? null;
  return { ...row, ...known, sha256, state: checkState ?? "waiting", findings };
}

/** What is shown in place of the file; undefined where there is nothing. */
export async function previewOf(
  context: Context,
  tx: Tx,
  caseId: string,
  attachmentId: string,
): Promise<FilePreview | undefined> {
  return (await lookAt(context, tx, caseId, attachmentId))?.preview ?? undefined;
}

/**
 * Every word that a file carries, its name and metadata among them, and what of it could not be
 * read, as `scanFile` takes them. Undefined until it was checked: nobody knows yet what it tells.
 */
export async function wordsOfAttachment(
  context: Context,
  tx: Tx,
  caseId: string,
  attachmentId: string,
): Promise<FileText | undefined> {
  return (await lookAt(context, tx, caseId, attachmentId))?.text;
}

async function lookAt(
  context: Context,
  tx: Tx,
  caseId: string,
  attachmentId: string,
): Promise<KeptLook | undefined> {
  const row = await tx.first<{ objectId: string; sealed: Buffer | null }>(
    `select object_id as "objectId", preview_sealed as "sealed"
       from attachments where case_id = $1 and attachment_id = $2`,
    [caseId, attachmentId],
  );
  if (!row?.sealed) return undefined;
  const key = await keyOf(context, tx, row.objectId);
  return openJson<KeptLook>(key, attachmentPlace("preview", attachmentId), row.sealed);
}

/** A file's bytes, opened piece by piece after the transaction has ended. */
export interface FileSource {
  readonly bytes: number;
  /** From `start` to before `end`; the whole file unless told. */
  read(start?: number, end?: number): AsyncGenerator<Buffer>;
}

/** Undefined where the case has no such file. */
export async function attachmentSource(
  context: Context,
  tx: Tx,
  caseId: string,
  attachmentId: string,
): Promise<FileSource | undefined> {
  const row = await tx.first<{
    objectId: string;
    bytes: number;
    sealed: Buffer | null;
    fileId: string | null;
    form: number | null;
  }>(
    `select object_id as "objectId", bytes, content_sealed as "sealed", content_file as "fileId",
            content_form as "form"
       from attachments where case_id = $1 and attachment_id = $2`,
    [caseId, attachmentId],
  );
  if (!row) return undefined;
  await mustNotBeErased(tx, attachmentId);
  const { bytes, sealed } = row;
  const fileId = row.fileId ?? "";
  const key = await keyOf(context, tx, row.objectId);
  if (row.form === 2) {
    const file = { fileId, key: key.bytes, bytes };
    return { bytes, read: (start = 0, end = bytes) => context.files.readPieces(file, start, end) };
  }
  return {
    bytes,
    async *read(start = 0, end = bytes) {
      const whole = sealed
        ? openFrom(key, attachmentPlace("content", attachmentId), sealed)
        : await context.files.read(fileId, key.bytes, attachmentId);
      yield whole.subarray(start, end);
    },
  };
}

/** Where what is known of a file, and its bytes, are sealed. */
export function attachmentPlace(
  column: "about" | "content" | "findings" | "preview",
  attachmentId: string,
) {
  return { table: "attachments", column: `${column} ${attachmentId}` };
}

/** Bytes of all files and unfinished uploads of a case that the actor's wall shows. */
export async function bytesOfCase(tx: Tx, caseId: string): Promise<number> {
  const row = await tx.first<{ bytes: number }>(
    `select (coalesce((select sum(bytes) from attachments where case_id = $1), 0)
           + coalesce((select sum(bytes) from uploads where case_id = $1 and state = 'open'), 0))::bigint
         as "bytes"`,
    [caseId],
  );
  return row?.bytes ?? 0;
}

/** A file that nobody has looked at, and where a page of them goes on. */
export interface UncheckedFile {
  readonly caseId: string;
  readonly attachmentId: string;
  readonly addedAt: Date;
}

/**
 * Files that came before that instant and that nobody has looked at. At most 50, the oldest first, behind
 * the one that the last page ended with.
 */
export async function filesToCheck(
  tx: Tx,
  before: Date,
  after: UncheckedFile | undefined,
): Promise<UncheckedFile[]> {
  return tx.query(
    `select case_id as "caseId", attachment_id as "attachmentId", added_at as "addedAt"
       from attachments
      where check_state is null and added_at < $1
        and ($2::timestamptz is null or (added_at, attachment_id) > ($2, $3::uuid))
      order by added_at, attachment_id limit 50`,
    [before, after?.addedAt ?? null, after?.attachmentId ?? null],
  );
}
