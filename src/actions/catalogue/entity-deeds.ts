/** Adds, moves, renames and removes entities of the organisation below those that the policy names. */
import { z } from "zod";
import { type EntityRow, entityKinds, mustFit } from "../../core/catalogue/entity-tree.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import { isVisibleLine } from "../../core/visible-line.ts";
import { entityRows, productsByEntity } from "../../store/catalogue/entities.ts";
import { deleteEntity, lockEntities, putEntity } from "../../store/catalogue/entities-writer.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";

const fields = {
  name: z
    .string()
    .trim()
    .min(2, "Name the entity.")
    .max(200)
    .refine(isVisibleLine, "Name the entity in one line.")
    .meta({ title: "Name" }),
  parent: z.string().trim().min(1, "Say below which entity.").max(200).meta({
    title: "Below",
    description: "The organisation, an entity of the policy, or one that stands here.",
  }),
  kind: z
    .enum(entityKinds)
    .default("unit")
    .meta({
      title: "Kind",
      words: {
        subsidiary: "Subsidiary",
        "joint-venture": "Joint venture",
        "business-group": "Business group",
        unit: "Unit",
      },
    }),
} as const;
const entityId = z.uuid().meta({ title: "Entity" });

export const addEntity = defineAction({
  deed: "add-entity",
  title: "Add entity",
  summary: "Adds an entity of the organisation below another one.",
  path: "/entities",
  input: z.object(fields),
  async run(context, actor, values) {
    permit(actor, "add-entity");
    return context.transaction(actor, async (tx) => {
      await lockEntities(tx);
      mustFit({ ...values, entityId: null }, rootsOf(context), await entityRows(tx));
      const row: EntityRow = { ...values, entityId: context.newId() };
      await putEntity(context, tx, row, null);
      const body = { entityId: row.entityId };
      await appendHouseEvent(context, tx, { type: "entity.added", body });
      return body;
    });
  },
});

export const changeEntity = defineAction({
  deed: "change-entity",
  title: "Save entity",
  summary: "Renames or moves an entity; its products and what hangs below it follow.",
  path: "/entities/{entityId}",
  input: z.object({ entityId, ...fields }),
  async run(context, actor, values) {
    permit(actor, "change-entity");
    return context.transaction(actor, async (tx) => {
      await lockEntities(tx);
      const rows = await entityRows(tx);
      const before = rows.find((row) => row.entityId === values.entityId);
      if (!before) throw new Refusal("entity.not-added");
      mustFit(values, rootsOf(context), rows);
      await putEntity(context, tx, values, before.name);
      const body = { entityId: values.entityId };
      await appendHouseEvent(context, tx, { type: "entity.changed", body });
      return body;
    });
  },
});

export const removeEntity = defineAction({
  deed: "remove-entity",
  title: "Remove entity",
  summary: "Removes an entity that no product and no other entity belongs to.",
  path: "/entities/{entityId}/removal",
  input: z.object({ entityId }),
  async run(context, actor, { entityId }) {
    permit(actor, "remove-entity");
    return context.transaction(actor, async (tx) => {
      await lockEntities(tx);
      const rows = await entityRows(tx);
      const found = rows.find((row) => row.entityId === entityId);
      if (!found) throw new Refusal("entity.not-added");
      const products = (await productsByEntity(tx)).get(found.name) ?? 0;
      if (products > 0 || rows.some(({ parent }) => parent === found.name)) {
        throw new Refusal("entity.not-empty", { name: found.name });
      }
      await deleteEntity(tx, entityId);
      await appendHouseEvent(context, tx, { type: "entity.removed", body: { entityId } });
      return { entityId };
    });
  },
});

function rootsOf(context: Context) {
  return inForceAt(context.policies, context.now()).organisation;
}
