/** Reads which products a case's vulnerabilities affect, opened. */
import type { Context } from "../context.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type AffectedStatus, versionsPlace } from "./writer.ts";

export interface AffectedView {
  readonly affectedId: string;
  readonly vulnerabilityId: string;
  readonly productId: string;
  readonly productName: string;
  readonly entity: string;
  readonly purl: string | null;
  readonly cpe: string | null;
  readonly status: AffectedStatus;
  readonly justification: string | null;
  readonly versions: string;
}

export async function affectedOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<AffectedView[]> {
  const rows = await tx.query<Omit<AffectedView, "versions"> & { sealed: Buffer }>(
    `select a.affected_id as "affectedId", a.vulnerability_id as "vulnerabilityId",
            a.product_id as "productId", p.name as "productName", p.entity, p.purl, p.cpe, a.status,
            a.justification, a.versions_sealed as "sealed"
       from affected_products a join products p on p.product_id = a.product_id
      where a.case_id = $1 order by p.name, a.status limit 500`,
    [caseId],
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    versions: openFrom(key, versionsPlace(row.affectedId), sealed).toString(),
  }));
}
