/** Writes many products, versions and components in few statements; what changed them stands in one event. */

import type { CatalogueComponent } from "../../core/catalogue/plan-components.ts";
import type { CatalogueProduct, CatalogueVersion } from "../../core/catalogue/plan-import.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** Keeps everybody else from writing the catalogue until the transaction ends; readers go on. */
export async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.run(
    "lock table products, product_versions, version_components in share row exclusive mode",
  );
}

/** Adds products, or changes those of these ids. */
export async function putProducts(
  context: Context,
  tx: Tx,
  products: readonly CatalogueProduct[],
): Promise<void> {
  await tx.run(
    `insert into products (product_id, entity, line, name, kind, purl, cpe, in_support,
                           security_profile, added_at, retired_at)
     select p.product_id, p.entity, p.line, p.name, p.kind, p.purl, p.cpe, p.in_support,
            p.security_profile, $2,
            case when p.retired then $2::timestamptz end
       from jsonb_to_recordset($1::jsonb) as p (product_id uuid, entity text, line text, name text,
            kind text, purl text, cpe text, in_support boolean, security_profile text,
            retired boolean)
     on conflict (product_id) do update
       set line = excluded.line, kind = excluded.kind, purl = excluded.purl, cpe = excluded.cpe,
           in_support = excluded.in_support, security_profile = excluded.security_profile,
           changed_at = $2,
           retired_at = case when excluded.retired_at is null then null
                             else coalesce(products.retired_at, excluded.retired_at) end`,
    [
      JSON.stringify(
        products.map(({ productId, inSupport, securityProfile, ...rest }) => ({
          ...rest,
          product_id: productId,
          in_support: inSupport,
          security_profile: securityProfile,
        })),
      ),
      context.now(),
    ],
  );
}

/** Adds versions, or changes those of these ids. */
export async function putVersions(
  context: Context,
  tx: Tx,
  versions: readonly CatalogueVersion[],
): Promise<void> {
  await tx.run(
    `insert into product_versions (version_id, product_id, name, branch, support, released_on,
                                   supported_from, supported_until, changed_at)
     select v.version_id, v.product_id, v.name, v.branch, v.support, v.released_on,
            v.supported_from, v.supported_until, $2
       from jsonb_to_recordset($1::jsonb) as v (version_id uuid, product_id uuid, name text,
            branch text, support text, released_on date, supported_from date, supported_until date)
     on conflict (version_id) do update
       set branch = excluded.branch, support = excluded.support,
           released_on = excluded.released_on, supported_from = excluded.supported_from,
           supported_until = excluded.supported_until, changed_at = $2`,
    [
      JSON.stringify(
        versions.map((each) => ({
          version_id: each.versionId,
          product_id: each.productId,
          name: each.name,
          branch: each.branch,
          support: each.support,
          released_on: each.releasedOn,
          supported_from: each.supportedFrom,
          supported_until: each.supportedUntil,
        })),
      ),
      context.now(),
    ],
  );
}

/** Adds components, or puts them in the place of those of these ids. */
export async function putComponents(
  context: Context,
  tx: Tx,
  components: readonly CatalogueComponent[],
): Promise<void> {
  await tx.run("delete from version_components where entry_id = any ($1::uuid[])", [
    components.map(({ entryId }) => entryId),
  ]);
  await tx.run(
    `insert into version_components (entry_id, version_id, name, component_version, purl, use,
                                     added_at)
     select c.entry_id, c.version_id, c.name, c.component_version, c.purl, c.use, $2
       from jsonb_to_recordset($1::jsonb) as c (entry_id uuid, version_id uuid, name text,
            component_version text, purl text, use text)`,
    [
      JSON.stringify(
        components.map(({ entryId, versionId, componentVersion, ...rest }) => ({
          ...rest,
          entry_id: entryId,
          version_id: versionId,
          component_version: componentVersion,
        })),
      ),
      context.now(),
    ],
  );
}
