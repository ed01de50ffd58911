/** Reads the product catalogue, which is public by nature. */
import type { Supported } from "../../core/catalogue/support.ts";
import { compareVersions, newestFirst } from "../../core/catalogue/version-order.ts";
import { inPages } from "../in-pages.ts";
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

/** The whole catalogue by entity, line and name, retired products among it; 5,000 a statement. */
export async function catalogue(tx: Tx): Promise<ProductView[]> {
  return inPages<ProductView>(5_000, (last, count) =>
    tx.query(
      `select ${productColumns} from products
        where $1::uuid is null
           or (entity, coalesce(line, ''), name, product_id) > ($2::text, $3::text, $4::text, $1)
        order by entity, coalesce(line, ''), name, product_id limit $5`,
      [last?.productId ?? null, last?.entity ?? "", last?.line ?? "", last?.name ?? "", count],
      "catalogue",
    ),
  );
}

/** What people call a product where several entities have some. */
export function productName({ entity, name }: Pick<ProductView, "entity" | "name">): string {
  return `${entity} ${name}`;
}

/** What these products are called, by id. */
export async function productNames(
  tx: Tx,
  productIds: readonly string[],
): Promise<Map<string, string>> {
  if (productIds.length === 0) return new Map();
  const rows = await tx.query<Pick<ProductView, "productId" | "entity" | "name">>(
    `select product_id as "productId", entity, name from products
      where product_id = any ($1::uuid[]) limit $2`,
    [productIds, productIds.length],
  );
  return new Map(rows.map((each) => [each.productId, productName(each)]));
}

/** One product; undefined where the catalogue has none of this id. */
export async function productOf(tx: Tx, productId: string): Promise<ProductView | undefined> {
  return tx.first<ProductView>(`select ${productColumns} from products where product_id = $1`, [
    productId,
  ]);
}

/** All versions of one product, newest first by the order of versions; 2,000 a statement. */
export async function versionsOf(tx: Tx, productId: string): Promise<VersionView[]> {
  const rows = await inPages<VersionView>(2_000, (last, count) =>
    tx.query(
      `select ${versionColumns} from product_versions
        where product_id = $1 and ($2::uuid is null or version_id > $2)
        order by version_id limit $3`,
      [productId, last?.versionId ?? null, count],
    ),
  );
  return newestFirst(rows);
}

/** The versions of all products, by product and then newest first; 20,000 a statement. */
export async function allVersions(tx: Tx): Promise<VersionView[]> {
  const rows = await inPages<VersionView>(20_000, (last, count) =>
    tx.query(
      `select ${versionColumns} from product_versions
        where $1::uuid is null or (product_id, version_id) > ($1, $2::uuid)
        order by product_id, version_id limit $3`,
      [last?.productId ?? null, last?.versionId ?? null, count],
    ),
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
