/** Retires a product: it is no longer offered as in scope, and stays where cases name it. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockProduct, setRetired } from "../../store/products/writer.ts";
import { defineAction } from "../action.ts";

const input = z.object({ productId: z.uuid().meta({ title: "Product" }) });

export const retireProduct = defineAction({
  deed: "retire-product",
  title: "Retire product",
  summary: "Takes a product off the public list of what is in scope. Cases that name it keep it.",
  path: "/products/{productId}/retirement",
  input,
  async run(context, actor, { productId }) {
    permit(actor, "retire-product");
    return context.transaction(actor, async (tx) => {
      const { retiredAt } = await lockProduct(tx, productId, undefined);
      // A second click finds it done.
      if (retiredAt !== null) return { productId };
      await setRetired(context, tx, productId, context.now());
      await appendHouseEvent(context, tx, { type: "product.retired", body: { productId } });
      return { productId };
    });
  },
});

export const reinstateProduct = defineAction({
  deed: "reinstate-product",
  title: "Bring back",
  summary: "Puts a retired product on the public list of what is in scope again.",
  path: "/products/{productId}/return",
  input,
  async run(context, actor, { productId }) {
    permit(actor, "reinstate-product");
    return context.transaction(actor, async (tx) => {
      const { retiredAt } = await lockProduct(tx, productId, undefined);
      if (retiredAt === null) return { productId };
      await setRetired(context, tx, productId, null);
      await appendHouseEvent(context, tx, { type: "product.reinstated", body: { productId } });
      return { productId };
    });
  },
});
