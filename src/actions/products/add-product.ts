/** Adds a product or service to the catalogue. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { insertProduct } from "../../store/products/writer.ts";
import { defineAction } from "../action.ts";
import { productFields } from "./product-fields.ts";

export const addProduct = defineAction({
  deed: "add-product",
  title: "Add product",
  summary: "Adds a product or service to the catalogue.",
  path: "/products",
  input: z.object(productFields),
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
