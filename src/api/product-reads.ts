/** What the API tells of the catalogue of products, which is public. */
import { z } from "zod";
import { dayOf, supportOn, supportStates } from "../core/catalogue/support.ts";
import { Refusal } from "../core/refusal.ts";
import { catalogue, type ProductView, productOf, versionsOf } from "../store/products/reader.ts";
import { defineRead, instant } from "./read.ts";

const product = z.object({
  productId: z.uuid(),
  entity: z.string(),
  line: z.string().nullable(),
  name: z.string(),
  kind: z.enum(["product", "service"]),
  purl: z.string().nullable(),
  cpe: z.string().nullable(),
  inSupport: z.boolean(),
  retiredAt: instant.nullable(),
  changedAt: instant,
});

const day = z.iso.date().nullable();

const version = z.object({
  versionId: z.uuid(),
  name: z.string(),
  branch: z.string().nullable(),
  support: z.enum(supportStates),
  supportToday: z.enum([...supportStates, "not-yet"]),
  releasedOn: day,
  supportedFrom: day,
  supportedUntil: day,
  changedAt: instant,
});

function inJson({ retiredAt, changedAt, ...rest }: ProductView) {
  return {
    ...rest,
    retiredAt: retiredAt?.toISOString() ?? null,
    changedAt: changedAt.toISOString(),
  };
}

export const listProducts = defineRead({
  id: "list-products",
  path: "/products",
  summary: "The catalogue of products and services, which is public. Open to anybody.",
  open: true,
  query: z.object({}),
  answer: z.object({ products: z.array(product) }),
  async run(context, { actor }) {
    const products = await context.transaction(actor, catalogue);
    return { products: products.map(inJson) };
  },
});

export const readProduct = defineRead({
  id: "read-product",
  path: "/products/{productId}",
  summary: "A product with its versions, the newest first. Open to anybody.",
  open: true,
  query: z.object({ productId: z.uuid() }),
  answer: product.extend({ versions: z.array(version) }),
  async run(context, { actor }, { productId }) {
    const today = dayOf(context.now());
    return context.transaction(actor, async (tx) => {
      const found = await productOf(tx, productId);
      if (!found) throw new Refusal("product.unknown");
      const versions = await versionsOf(tx, productId);
      return {
        ...inJson(found),
        versions: versions.map(({ productId: _, changedAt, ...each }) => ({
          ...each,
          supportToday: supportOn(each, today),
          changedAt: changedAt.toISOString(),
        })),
      };
    });
  },
});
