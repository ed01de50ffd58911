/** Reads how products and their versions stand towards a case's vulnerabilities, opened. */
import { newestFirst } from "../../core/catalogue/version-order.ts";
import type { Status } from "../../core/products/status.ts";
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface AffectedView {
  readonly affectedId: string;
  readonly vulnerabilityId: string;
  readonly productId: string;
  readonly productName: string;
  readonly entity: string;
  readonly purl: string | null;
  readonly cpe: string | null;
  readonly status: Status;
  readonly justification: string | null;
  /** One version, a range in vers notation, or empty for the product as a whole. */
  readonly versions: string;
  /** Where it is one version of the catalogue. */
  readonly versionId: string | null;
  /** A temporary step: the day by which it is looked at again. */
  readonly untilOn: string | null;
  readonly note: string;
  readonly setBy: string | null;
  readonly recordedAt: Date;
  readonly lastEventId: string;
}

export async function affectedOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<AffectedView[]> {
  const rows = await tx.query<
    Omit<AffectedView, "versions" | "note"> & {
      sealed: Buffer;
      noteSealed: Buffer | null;
      version: string | null;
    }
  >(
    `select a.affected_id as "affectedId", a.vulnerability_id as "vulnerabilityId",
            a.product_id as "productId", p.name as "productName", p.entity, p.purl, p.cpe, a.status,
            a.justification, a.versions_sealed as "sealed", a.note_sealed as "noteSealed",
            a.version_id as "versionId", v.name as "version", a.until_on as "untilOn",
            a.set_by as "setBy", a.recorded_at as "recordedAt", a.last_event_id as "lastEventId"
       from affected_products a join products p on p.product_id = a.product_id
       left join product_versions v on v.version_id = a.version_id
      where a.case_id = $1 order by p.name, p.product_id, a.status limit 2000`,
    [caseId],
    "affected-of-case",
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ sealed, noteSealed, version, ...row }) => ({
    ...row,
    versions: version ?? openFrom(key, versionsPlace(row.affectedId), sealed).toString(),
    note: noteSealed ? openFrom(key, notePlace(row.affectedId), noteSealed).toString() : "",
  }));
}

export function versionsPlace(affectedId: string) {
  return { table: "affected_products", column: `versions ${affectedId}` };
}

export function notePlace(affectedId: string) {
  return { table: "affected_products", column: `note ${affectedId}` };
}

export interface VersionChoice {
  readonly productId: string;
  readonly versionId: string;
  readonly name: string;
}

/** The catalogue's versions of every product that the case names, newest first. */
export async function versionsOfAffected(tx: Tx, caseId: string): Promise<VersionChoice[]> {
  const rows = await tx.query<VersionChoice>(
    `select product_id as "productId", version_id as "versionId", name from product_versions
      where product_id in (select product_id from affected_products where case_id = $1) limit 5000`,
    [caseId],
    "versions-of-affected",
  );
  return newestFirst(rows);
}

/** The name of a version of that product; undefined where the catalogue has none such. */
export async function versionNamed(
  tx: Tx,
  productId: string,
  versionId: string,
): Promise<string | undefined> {
  const row = await tx.first<{ name: string }>(
    `select name from product_versions where version_id = $1 and product_id = $2`,
    [versionId, productId],
  );
  return row?.name;
}

/** One change of a status, as the case's record has it. */
export interface StatusChange {
  readonly eventId: string;
  readonly at: Date;
  readonly by: string | null;
  readonly vulnerabilityId: string;
  readonly productId: string;
  readonly versionId: string | null;
  readonly status: Status;
  readonly before: Status | null;
  readonly note: string;
}

/** The newest 200 changes of single statuses. */
export async function statusChangesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<StatusChange[]> {
  const rows = await tx.query<{
    eventId: string;
    at: Date;
    by: string | null;
    body: string;
    sealed: Buffer | null;
  }>(
    `select event_id as "eventId", at, actor_id as "by", body, text_sealed as "sealed"
       from events where case_id = $1 and type = 'status.set' order by seq desc limit 200`,
    [caseId],
    "status-changes",
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ body, sealed, ...row }) => ({
    ...(JSON.parse(body) as Omit<StatusChange, "eventId" | "at" | "by" | "note">),
    ...row,
    note: sealed ? openFrom(key, eventTextPlace(row.eventId), sealed).toString() : "",
  }));
}
