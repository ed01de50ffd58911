/** Says who of ours answers for a product: its primes and the engineers who know it. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { isColleague } from "../../store/people/reader.ts";
import { putOwners } from "../../store/products/owners-writer.ts";
import { lockProduct } from "../../store/products/writer.ts";
import { defineAction } from "../action.ts";

const people = (title: string) => z.array(z.uuid()).max(20).default([]).meta({ title });

export const setOwners = defineAction({
  deed: "set-owners",
  title: "Save owners",
  summary: "Says who answers for a product: its product security primes and engineers.",
  path: "/products/{productId}/owners",
  input: z.object({
    productId: z.uuid().meta({ title: "Product" }),
    primes: people("Product security primes"),
    engineers: people("Engineers"),
  }),
  async run(context, actor, { productId, primes, engineers }) {
    permit(actor, "set-owners");
    return context.transaction(actor, async (tx) => {
      await lockProduct(tx, productId, undefined);
      for (const personId of new Set([...primes, ...engineers])) {
        if (!(await isColleague(tx, personId))) throw new Refusal("person.unknown");
      }
      await putOwners(context, tx, [
        { productId, part: "prime", personIds: primes },
        { productId, part: "engineer", personIds: engineers },
      ]);
      await appendHouseEvent(context, tx, {
        type: "product.owners-set",
        body: { productId, primes: [...new Set(primes)], engineers: [...new Set(engineers)] },
      });
      return { productId };
    });
  },
});
