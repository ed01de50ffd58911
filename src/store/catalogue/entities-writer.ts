/** Writes the entities that the house added. What names one by its name follows its renaming. */
import type { EntityRow } from "../../core/catalogue/entity-tree.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** One at a time: whether a place fits depends on all rows. */
export async function lockEntities(tx: Tx): Promise<void> {
  await tx.run("lock table entities in share row exclusive mode");
}

/** Refuses with entity.has-product where a renamed one would have two products of one name. */
export async function putEntity(
  context: Context,
  tx: Tx,
  entity: EntityRow,
  before: string | null,
): Promise<void> {
  await tx.run(
    `insert into entities (entity_id, name, parent, kind, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (entity_id) do update
       set name = excluded.name, parent = excluded.parent, kind = excluded.kind, changed_at = $5`,
    [entity.entityId, entity.name, entity.parent, entity.kind, context.now()],
  );
  if (before === null || before === entity.name) return;
  await mustNotMeet(tx, before, entity.name);
  await tx.run("update entities set parent = $2 where parent = $1", [before, entity.name]);
  await tx.run("update products set entity = $2, changed_at = $3 where entity = $1", [
    before,
    entity.name,
    context.now(),
  ]);
}

/** Adds entities, or changes the places and kinds of those of these ids; renames none. */
export async function putEntities(
  context: Context,
  tx: Tx,
  entities: readonly EntityRow[],
): Promise<void> {
  await tx.run(
    `insert into entities (entity_id, name, parent, kind, changed_at)
     select e.entity_id, e.name, e.parent, e.kind, $2
       from jsonb_to_recordset($1::jsonb) as e (entity_id uuid, name text, parent text, kind text)
     on conflict (entity_id) do update
       set parent = excluded.parent, kind = excluded.kind, changed_at = $2`,
    [
      JSON.stringify(entities.map(({ entityId, ...rest }) => ({ ...rest, entity_id: entityId }))),
      context.now(),
    ],
  );
}

/** Products of the same name in both: an import may name an entity before the tree has it. */
async function mustNotMeet(tx: Tx, before: string, after: string): Promise<void> {
  const both = await tx.first<{ name: string }>(
    `select p.name from products p join products o on o.name = p.name
      where p.entity = $1 and o.entity = $2 order by p.name limit 1`,
    [before, after],
  );
  if (both) throw new Refusal("entity.has-product", { entity: after, name: both.name });
}

export async function deleteEntity(tx: Tx, entityId: string): Promise<void> {
  await tx.run("delete from entities where entity_id = $1", [entityId]);
}
