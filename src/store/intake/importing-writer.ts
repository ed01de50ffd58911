/** Writes originals that are taken over from another tool's archive, with the case that was made of them. */
import type { Tx } from "../transaction.ts";
import type { SealedOriginal } from "./writer.ts";

/** As an array of PostgreSQL takes it; nothing where there is none. */
const hashInHex = (hash: Buffer | null) => (hash ? [`\\x${hash.toString("hex")}`] : []);

export interface KnownOriginals {
  /** Keyed hashes of bytes and of copies, in hexadecimal. */
  readonly hashes: ReadonlySet<string>;
  /** The case of the oldest one. */
  readonly caseId: string | null;
}

/** Which of those are there already, however each came. */
export async function knownOriginals(
  tx: Tx,
  originals: readonly Pick<SealedOriginal, "sourceHash" | "copyHash">[],
): Promise<KnownOriginals> {
  const rows = await tx.query<{ source: string; copy: string | null; caseId: string | null }>(
    `select encode(source_hash, 'hex') as "source", encode(copy_hash, 'hex') as "copy",
            case_id as "caseId"
       from inbox where source_hash = any ($1::bytea[]) or copy_hash = any ($2::bytea[])
      order by received_at, inbox_id limit 10000`,
    [
      originals.flatMap(({ sourceHash }) => hashInHex(sourceHash)),
      originals.flatMap(({ copyHash }) => hashInHex(copyHash)),
    ],
  );
  return {
    hashes: new Set(rows.flatMap(({ source, copy }) => (copy ? [source, copy] : [source]))),
    caseId: rows.find(({ caseId }) => caseId !== null)?.caseId ?? null,
  };
}

/**
 * Whether one of these originals is there in a case that whoever began the import is on; of the command line in any.
 */
export async function isKnownToImporter(
  tx: Tx,
  originals: readonly Pick<SealedOriginal, "sourceHash">[],
  importId: string,
): Promise<boolean> {
  const row = await tx.first(
    `select 1 from inbox i join imports m on m.import_id = $2
      where i.source_hash = any ($1::bytea[]) and (m.started_by is null or exists (
        select 1 from case_access a
         where a.case_id = i.case_id and a.side_id = staff_side()
           and (a.expires_at is null or a.expires_at > current_instant())
           and (a.principal_id = m.started_by or a.principal_id in (
             select t.team_id from team_members t where t.person_id = m.started_by))))
      limit 1`,
    [originals.flatMap(({ sourceHash }) => hashInHex(sourceHash)), importId],
  );
  return row !== undefined;
}

/** One row, which no task reads any more. */
export async function insertImported(
  tx: Tx,
  sealed: SealedOriginal,
  { caseId, receivedAt }: { caseId: string; receivedAt: Date },
): Promise<void> {
  await tx.run(
    `insert into inbox (inbox_id, channel, received_at, object_id, master_key_id, key_wrapped,
                        payload_sealed, payload_file, source_hash, copy_hash, state, case_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'registered', $11)`,
    [
      sealed.inboxId,
      sealed.channel,
      receivedAt,
      sealed.objectId,
      sealed.wrap.masterKeyId,
      sealed.wrap.wrapped,
      sealed.sealed,
      sealed.fileId,
      sealed.sourceHash,
      sealed.copyHash,
      caseId,
    ],
  );
}
