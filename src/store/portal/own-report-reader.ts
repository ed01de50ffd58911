/** A party's own report, opened: what it wrote and which files it sent. */
import type { Arrival } from "../../core/reports/arrival.ts";
import { attachmentPlace } from "../attachments/reader.ts";
import { contentPlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
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
  readonly name: string;
  readonly bytes: number;
  /** Of the bytes, 64 hexadecimal digits: proof of what arrived. */
  readonly sha256: string;
  readonly addedAt: Date;
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
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keys.get(row.reportId);
    if (!key) return [];
    const { fields } = openJson<Pick<Arrival, "fields">>(key, contentPlace, sealed);
    return [{ ...row, fields }];
  });
}

/** The files on this party's side, oldest first. */
export async function ownFilesOf(context: Context, tx: Tx, partyId: string): Promise<OwnFile[]> {
  const rows = await tx.query<{
    id: string;
    objectId: string;
    bytes: number;
    sealed: Buffer;
    addedAt: Date;
  }>(
    `select attachment_id as "id", object_id as "objectId", bytes, about_sealed as "sealed",
            added_at as "addedAt"
       from attachments where side_id = $1 order by added_at, attachment_id limit 200`,
    [partyId],
  );
  const keys = await keysOf(
    context,
    tx,
    rows.map((row) => row.objectId),
  );
  return rows.flatMap(({ id, objectId, sealed, bytes, addedAt }) => {
    const key = keys.get(objectId);
    if (!key) return [];
    const place = attachmentPlace("about", id);
    const { name, sha256 } = openJson<{ name: string; sha256: string }>(key, place, sealed);
    return [{ name, bytes, sha256, addedAt }];
  });
}
