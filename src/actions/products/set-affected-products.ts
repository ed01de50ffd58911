/** Records product by product whether and in which versions a vulnerability is there. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { countKnown } from "../../store/products/reader.ts";
import { replaceAffected } from "../../store/status/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustHaveVulnerability } from "../scoring/must-have-vulnerability.ts";

const product = z.object({
  productId: z.uuid().meta({ title: "Product" }),
  status: z
    .enum(["affected", "fixed", "not-affected", "under-investigation"])
    .meta({ title: "Status" }),
  versions: z.string().trim().max(200).default("").meta({
    title: "Versions",
    description: "One version, or a range such as vers:semver/<2.4.1.",
  }),
  justification: z
    .enum([
      "component_not_present",
      "inline_mitigations_already_exist",
      "vulnerable_code_cannot_be_controlled_by_adversary",
      "vulnerable_code_not_in_execute_path",
      "vulnerable_code_not_present",
    ])
    .optional()
    .meta({ title: "Why it is not affected" }),
});

/** As the table has it: one row of a product for each status. */
function isOneLineEach(products: readonly z.output<typeof product>[]): boolean {
  const lines = products.map(({ productId, status }) => `${productId} ${status}`);
  return new Set(lines).size === lines.length;
}

export const setAffectedProducts = defineAction({
  deed: "set-affected-products",
  title: "Save affected products",
  summary: "Replaces the list of products and versions that a vulnerability affects.",
  path: "/cases/{caseId}/vulnerabilities/{vulnerabilityId}/products",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityId: z.uuid().meta({ title: "Vulnerability" }),
    products: z
      .array(product)
      .max(500)
      .refine(isOneLineEach, "Name each product once for a status, with all its versions there.")
      .meta({ title: "Products" }),
  }),
  async run(context, actor, { caseId, vulnerabilityId, products }) {
    return onCase(context, actor, "set-affected-products", caseId, async (desk) => {
      mustBeOpen(desk.head);
      await mustHaveVulnerability(desk.tx, caseId, vulnerabilityId);
      await mustBeInCatalogue(desk.tx, products);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "products.recorded",
        body: {
          vulnerabilityId,
          products: products.map(({ productId, status }) => ({ productId, status })),
        },
      });
      const rows = products.map((each) => ({ ...each, justification: each.justification ?? null }));
      await replaceAffected(context, desk, vulnerabilityId, rows, eventId);
      return { count: products.length };
    });
  },
});

async function mustBeInCatalogue(
  tx: Tx,
  products: readonly { productId: string }[],
): Promise<void> {
  const ids = [...new Set(products.map((each) => each.productId))];
  if ((await countKnown(tx, ids)) !== ids.length) throw new Refusal("product.unknown");
}
