/** Reads the product catalogue, which is public by nature. */
import type { Supported } from "../../core/catalogue/support.ts";
import { compareVersions, newestFirst } from "../../core/catalogue/version-order.ts";
import type { Tx } from "../transaction.ts";

export interface ProductView {
  readonly productId: string;
  readonly entity: string;
  readonly line: string | null;
  readonly name: string;
  readonly kind: "product" | "service";
  readonly purl: string | null;
  readonly cpe: string | null;
  readonly inSupport: boolean;
  /** What it asks of security: environmental metrics of CVSS, such as CR:H/MAV:A. */
  readonly securityProfile: string | null;
  /** Since when it is no longer offered; cases that name it go on naming it. */
  readonly retiredAt: Date | null;
  /** When it was last changed: what a form of it was made from. */
  readonly changedAt: Date;
}

/** A version of a product, its days as YYYY-MM-DD. */
export interface VersionView extends Supported {
  readonly versionId: string;
  readonly productId: string;
  readonly name: string;
  readonly branch: string | null;
  readonly releasedOn: string | null;
  readonly changedAt: Date;
}

const productColumns = `product_id as "productId", entity, line, name, kind, purl, cpe,
  in_support as "inSupport", security_profile as "securityProfile", retired_at as "retiredAt",
  coalesce(changed_at, added_at) as "changedAt"`;

const versionColumns = `version_id as "versionId", product_id as "productId", name, branch, support,
  released_on::text as "releasedOn", supported_from::text as "supportedFrom",
  supported_until::text as "supportedUntil", changed_at as "changedAt"`;

/** The catalogue by entity, line and name, retired products among it; at most 2,000. */
export async function catalogue(tx: Tx): Promise<ProductView[]> {
  return tx.query<ProductView>(
    `select ${productColumns} from products order by entity, line nulls first, name limit 2000`,
    [],
    "catalogue",
  );
}

/** One product; undefined where the catalogue has none of this id. */
export async function productOf(tx: Tx, productId: string): Promise<ProductView | undefined> {
  return tx.first<ProductView>(`select ${productColumns} from products where product_id = $1`, [
    productId,
  ]);
}

/** The versions of one product, newest first by the order of versions; at most 2,000. */
export async function versionsOf(tx: Tx, productId: string): Promise<VersionView[]> {
  const rows = await tx.query<VersionView>(
    `select ${versionColumns} from product_versions where product_id = $1 limit 2000`,
    [productId],
  );
  return newestFirst(rows);
}

/** The versions of all products, by product and then newest first; at most 20,000. */
export async function allVersions(tx: Tx): Promise<VersionView[]> {
  const rows = await tx.query<VersionView>(
    `select ${versionColumns} from product_versions order by product_id limit 20000`,
  );
  return rows.sort((a, b) => {
    if (a.productId !== b.productId) return a.productId < b.productId ? -1 : 1;
    return compareVersions(b.name, a.name);
  });
}

/**
 * How many of these are versions of products in the catalogue, each with the product that it is said
 * to be of. Equal to the number of different pairs where all of them are.
 */
export async function countVersions(
  tx: Tx,
  pairs: readonly { readonly productId: string; readonly versionId: string }[],
): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from product_versions v
      where exists (select 1 from unnest($1::uuid[], $2::uuid[]) as p (product_id, version_id)
                     where p.product_id = v.product_id and p.version_id = v.version_id)`,
    [pairs.map(({ productId }) => productId), pairs.map(({ versionId }) => versionId)],
  );
  return row?.count ?? 0;
}

/** How many of these ids are in the catalogue. */
export async function countKnown(tx: Tx, productIds: readonly string[]): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from products where product_id = any ($1::uuid[])`,
    [[...productIds]],
  );
  return row?.count ?? 0;
}
