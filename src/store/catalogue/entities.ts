/** Reads the entities that the house added; they are public like the catalogue. */
import { type EntityRow, entityTree, inLines } from "../../core/catalogue/entity-tree.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** At most 2,000. */
export async function entityRows(tx: Tx): Promise<EntityRow[]> {
  return tx.query<EntityRow>(
    `select entity_id as "entityId", name, parent, kind from entities order by name limit 2000`,
  );
}

/** All that a product may belong to: the tree from its top, and what products name beside it. */
export async function entityNames(context: Context, tx: Tx): Promise<string[]> {
  const { organisation } = inForceAt(context.policies, context.now());
  const tree = inLines(entityTree(organisation, await entityRows(tx)));
  const named = await productsByEntity(tx);
  return [...new Set([...tree.map(({ node }) => node.name), ...named.keys()])];
}

/** How many products each entity answers for, by its name. */
export async function productsByEntity(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.query<{ entity: string; count: number }>(
    `select entity, count(*)::int as "count" from products
      where retired_at is null group by entity limit 2000`,
  );
  return new Map(rows.map(({ entity, count }) => [entity, count]));
}
