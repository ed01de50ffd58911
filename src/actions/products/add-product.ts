/** Adds a product or service to the catalogue. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { insertProduct } from "../../store/products/writer.ts";
import { defineAction } from "../action.ts";

export const addProduct = defineAction({
  deed: "add-product",
  title: "Add product",
  summary: "Adds a product or service to the catalogue.",
  path: "/products",
  input: z.object({
    entity: z.string().trim().min(1).max(200).meta({ title: "Entity that answers for it" }),
    line: z.string().trim().max(200).optional().meta({ title: "Product line" }),
    name: z.string().trim().min(1).max(200).meta({ title: "Name" }),
    kind: z.enum(["product", "service"]).default("product").meta({ title: "Kind" }),
    purl: z.string().max(500).optional().meta({ title: "Package URL" }),
    cpe: z.string().max(500).optional().meta({ title: "CPE 2.3 name" }),
    inSupport: z.coerce.boolean().default(true).meta({ title: "In support" }),
  }),
  async run(context, actor, product) {
    permit(actor, "add-product");
    return context.transaction(actor, async (tx) => {
      const productId = context.newId();
      await insertProduct(context, tx, { ...product, productId });
      await appendHouseEvent(context, tx, { type: "product.added", body: { productId } });
      return { productId };
    });
  },
});
