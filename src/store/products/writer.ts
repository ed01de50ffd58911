/** Writes the product catalogue: products and their versions. */
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { productOf } from "./reader.ts";

export interface ProductValues {
  readonly entity: string;
  readonly line?: string | undefined;
  readonly name: string;
  readonly kind: "product" | "service";
  readonly purl?: string | undefined;
  readonly cpe?: string | undefined;
  readonly inSupport: boolean;
}

/** Refuses with product.exists where the entity has one of that name. */
export async function insertProduct(
  context: Context,
  tx: Tx,
  product: ProductValues & { readonly productId: string },
): Promise<void> {
  const added = await tx.run(
    `insert into products (product_id, entity, line, name, kind, purl, cpe, in_support, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (entity, name) do nothing`,
    [product.productId, ...valuesOf(product), context.now()],
  );
  if (added === 0) throw new Refusal("product.exists", { name: product.name });
}

function valuesOf(product: ProductValues) {
  return [
    product.entity,
    product.line ?? null,
    product.name,
    product.kind,
    product.purl ?? null,
    product.cpe ?? null,
    product.inSupport,
  ];
}

/**
 * Locks a product for a change. Refuses with product.unknown where there is none, and with
 * product.changed where somebody else changed it since `seen`, an instant as JSON has it.
 */
export async function lockProduct(tx: Tx, productId: string, seen: string | undefined) {
  await tx.run("select 1 from products where product_id = $1 for no key update", [productId]);
  const product = await productOf(tx, productId);
  if (!product) throw new Refusal("product.unknown");
  if (seen && seen !== product.changedAt.toISOString()) {
    throw new Refusal("product.changed", { name: product.name });
  }
  return product;
}

/** Refuses with product.exists where the entity has another one of that name. */
export async function updateProduct(
  context: Context,
  tx: Tx,
  productId: string,
  product: ProductValues,
): Promise<void> {
  const taken = await tx.first(
    "select 1 as taken from products where entity = $1 and name = $2 and product_id <> $3",
    [product.entity, product.name, productId],
  );
  if (taken) throw new Refusal("product.exists", { name: product.name });
  await tx.run(
    `update products set entity = $2, line = $3, name = $4, kind = $5, purl = $6, cpe = $7,
                         in_support = $8, changed_at = $9
      where product_id = $1`,
    [productId, ...valuesOf(product), context.now()],
  );
}

/** Retires the product now, or with null brings it back. */
export async function setRetired(
  context: Context,
  tx: Tx,
  productId: string,
  retiredAt: Date | null,
): Promise<void> {
  await tx.run("update products set retired_at = $2, changed_at = $3 where product_id = $1", [
    productId,
    retiredAt,
    context.now(),
  ]);
}

/** Days as YYYY-MM-DD. */
export interface VersionValues {
  readonly name: string;
  readonly branch?: string | undefined;
  readonly support: "full" | "security" | "ended";
  readonly releasedOn?: string | undefined;
  readonly supportedFrom?: string | undefined;
  readonly supportedUntil?: string | undefined;
}

function versionValuesOf(version: VersionValues) {
  return [
    version.name,
    version.branch ?? null,
    version.support,
    version.releasedOn ?? null,
    version.supportedFrom ?? null,
    version.supportedUntil ?? null,
  ];
}

/** Refuses with version.exists where the product has one of that name. */
export async function insertVersion(
  context: Context,
  tx: Tx,
  ids: { readonly productId: string; readonly versionId: string },
  version: VersionValues,
): Promise<void> {
  const added = await tx.run(
    `insert into product_versions (version_id, product_id, name, branch, support, released_on,
                                   supported_from, supported_until, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (product_id, name) do nothing`,
    [ids.versionId, ids.productId, ...versionValuesOf(version), context.now()],
  );
  if (added === 0) throw new Refusal("version.exists", { name: version.name });
}

/**
 * Changes a version that was last changed at `seen`, if that is given. Refuses with version.unknown,
 * version.changed, or version.exists where the product has another one of that name.
 */
export async function updateVersion(
  context: Context,
  tx: Tx,
  ids: { readonly productId: string; readonly versionId: string },
  version: VersionValues,
  seen: string | undefined,
): Promise<void> {
  const { productId, versionId } = ids;
  const found = await tx.first<{ name: string; changedAt: Date }>(
    `select name, changed_at as "changedAt" from product_versions
      where product_id = $1 and version_id = $2 for no key update`,
    [productId, versionId],
  );
  if (!found) throw new Refusal("version.unknown");
  if (seen && seen !== found.changedAt.toISOString()) {
    throw new Refusal("version.changed", { name: found.name });
  }
  const taken = await tx.first(
    `select 1 as taken from product_versions
      where product_id = $1 and name = $2 and version_id <> $3`,
    [productId, version.name, versionId],
  );
  if (taken) throw new Refusal("version.exists", { name: version.name });
  await tx.run(
    `update product_versions set name = $2, branch = $3, support = $4, released_on = $5,
                                 supported_from = $6, supported_until = $7, changed_at = $8
      where version_id = $1`,
    [versionId, ...versionValuesOf(version), context.now()],
  );
}
