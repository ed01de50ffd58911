/** Changes or renames a product. Cases and drafts follow, for they name it by its id. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockProduct, updateProduct } from "../../store/products/writer.ts";
import { defineAction } from "../action.ts";
import { productFields, seenField } from "./product-fields.ts";

export const changeProduct = defineAction({
  deed: "change-product",
  title: "Save product",
  summary:
    "Changes or renames a product; what is published keeps the name that it was published with.",
  path: "/products/{productId}",
  input: z.object({
    productId: z.uuid().meta({ title: "Product" }),
    ...productFields,
    seen: seenField,
  }),
  async run(context, actor, { productId, seen, ...values }) {
    permit(actor, "change-product");
    return context.transaction(actor, async (tx) => {
      await lockProduct(tx, productId, seen);
      await updateProduct(context, tx, productId, values);
      await appendHouseEvent(context, tx, { type: "product.changed", body: { productId } });
      return { productId };
    });
  },
});
