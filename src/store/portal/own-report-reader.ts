/** A party's own report, opened: what it wrote and which files it sent. */
import { mayLeave } from "../../core/attachments/file-findings.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import { erasedReport } from "../../core/retention/erased.ts";
import { attachmentsOf } from "../attachments/reader.ts";
import { contentPlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import { erasedAmong } from "../retention/erased-reader.ts";
import { keysOf, keysOfCase, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface OwnReport {
  readonly reportId: string;
  readonly channel: "form" | "mail" | "api" | "support" | "import";
  readonly receivedAt: Date;
  readonly encrypted: boolean;
  readonly signature: Arrival["signature"];
  readonly fields: Arrival["fields"];
}

export interface OwnFile {
  readonly attachmentId: string;
  readonly name: string;
  readonly bytes: number;
  /** Of the bytes, 64 hexadecimal digits: proof of what arrived. Null until it was computed. */
  readonly sha256: string | null;
  readonly addedAt: Date;
  /** The team gave it to this party; false for what the party sent. */
  readonly fromTeam: boolean;
  /** It was checked and may be fetched. */
  readonly ready: boolean;
}

/** The reports of this party that the case holds, oldest first. */
export async function ownReportsOf(
  context: Context,
  tx: Tx,
  partyId: string,
): Promise<OwnReport[]> {
  const rows = await tx.query<Omit<OwnReport, "fields"> & { sealed: Buffer }>(
    `select report_id as "reportId", channel, received_at as "receivedAt", encrypted, signature,
            content_sealed as "sealed"
       from reports where side_id = $1 order by received_at, report_id limit 20`,
    [partyId],
  );
  const keys = await keysOf(
    context,
    tx,
    rows.map((row) => row.reportId),
  );
  const erased = await erasedAmong(
    tx,
    rows.map((row) => row.reportId).filter((id) => !keys.has(id)),
  );
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keys.get(row.reportId);
    if (!key) {
      const at = erased.get(row.reportId);
      return at ? [{ ...row, fields: erasedReport(at).fields }] : [];
    }
    const { fields } = openJson<Pick<Arrival, "fields">>(key, contentPlace, sealed);
    return [{ ...row, fields }];
  });
}

/** The files on this party's side, its own and those that the team gave it, oldest first. */
export async function ownFilesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<OwnFile[]> {
  const keys = await keysOfCase(context, tx, caseId);
  const files = await attachmentsOf(tx, caseId, keys);
  return files
    .filter((file) => file.sideId === partyId)
    .map((file) => ({
      attachmentId: file.attachmentId,
      name: file.name,
      bytes: file.bytes,
      sha256: file.sha256,
      addedAt: file.addedAt,
      fromTeam: file.direction === "out",
      ready: mayLeave(file),
    }));
}
