/** Adds a component to a version of a product, and takes one off. A plain list, no inventory of flaws. */
import { z } from "zod";
import { componentUses } from "../../core/catalogue/plan-components.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { deleteComponent, insertComponent } from "../../store/products/components-writer.ts";
import { defineAction } from "../action.ts";

const productId = z.uuid().meta({ title: "Product" });

export const addComponent = defineAction({
  deed: "add-component",
  title: "Add component",
  summary: "Says that a version of a product holds or uses a component.",
  path: "/products/{productId}/components",
  input: z.object({
    productId,
    versionId: z.uuid().meta({ title: "In version" }),
    name: z.string().trim().min(1, "Name the component.").max(200).meta({ title: "Component" }),
    componentVersion: z.string().trim().max(100).default("").meta({ title: "Its version" }),
    purl: z.string().trim().max(500).optional().meta({ title: "Package URL" }),
    use: z
      .enum(componentUses)
      .default("embedded")
      .meta({
        title: "How",
        words: { embedded: "Part of the product", used: "Used, not delivered with it" },
      }),
  }),
  async run(context, actor, component) {
    permit(actor, "add-component");
    return context.transaction(actor, async (tx) => {
      const entryId = context.newId();
      const purl = component.purl || null;
      await insertComponent(context, tx, { ...component, purl, entryId });
      const { versionId } = component;
      await appendHouseEvent(context, tx, {
        type: "product.component-added",
        body: { productId: component.productId, versionId, entryId },
      });
      return { productId: component.productId, entryId };
    });
  },
});

export const removeComponent = defineAction({
  deed: "remove-component",
  title: "Remove component",
  summary: "Takes a component off the list of a version.",
  path: "/products/{productId}/components/{entryId}/removal",
  input: z.object({ productId, entryId: z.uuid().meta({ title: "Component" }) }),
  async run(context, actor, { productId, entryId }) {
    permit(actor, "remove-component");
    return context.transaction(actor, async (tx) => {
      if (!(await deleteComponent(tx, productId, entryId))) throw new Refusal("component.unknown");
      const body = { productId, entryId };
      await appendHouseEvent(context, tx, { type: "product.component-removed", body });
      return { productId, entryId };
    });
  },
});
