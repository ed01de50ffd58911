/** Records product by product whether and in which versions a vulnerability is there. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { justifications, statuses } from "../../core/products/status.ts";
import { isVersionText } from "../../core/products/version-text.ts";
import { Refusal } from "../../core/refusal.ts";
import { countKnown } from "../../store/products/reader.ts";
import { type AffectedView, affectedOf } from "../../store/status/reader.ts";
import { writeAffectedList } from "../../store/status/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { asOfField, markOf, mustBeAsOf } from "../as-of.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustHaveVulnerability } from "../scoring/must-have-vulnerability.ts";

const product = z.object({
  productId: z.uuid().meta({ title: "Product" }),
  status: z.enum(statuses).meta({ title: "Status" }),
  versions: z
    .string()
    .trim()
    .max(200)
    .default("")
    .refine(isVersionText, "is neither one version nor a range such as vers:semver/>=4.0.0|<4.2.1")
    .meta({
      title: "Versions",
      description: "One version, or a range such as vers:semver/<2.4.1.",
    }),
  justification: z.enum(justifications).optional().meta({ title: "Why it is not affected" }),
});

/** As the table has it: one row of a product for each status. */
function isOneLineEach(products: readonly z.output<typeof product>[]): boolean {
  const lines = products.map(({ productId, status }) => `${productId} ${status}`);
  return new Set(lines).size === lines.length;
}

/** VEX asks for a reason with "not affected"; a reader would ask too. */
function isJustified(products: readonly z.output<typeof product>[]): boolean {
  return products.every((each) => each.status !== "not-affected" || each.justification);
}

/** Only what is not affected has one: an affected product that has it is sold as safe. */
function isAsked(products: readonly z.output<typeof product>[]): boolean {
  return products.every((each) => each.status === "not-affected" || !each.justification);
}

/** The mark of the rows that the list replaces; those of single versions have marks of their own. */
export function listedAs(rows: readonly AffectedView[]): string {
  const whole = rows.filter(({ versionId }) => versionId === null);
  return markOf(...whole.map((row) => `${row.affectedId} ${row.lastEventId}`).sort());
}

export const setAffectedProducts = defineAction({
  deed: "set-affected-products",
  title: "Save affected products",
  summary: "Makes the list of whole products and ranges that a vulnerability affects what is sent.",
  path: "/cases/{caseId}/vulnerabilities/{vulnerabilityId}/products",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityId: z.uuid().meta({ title: "Vulnerability" }),
    products: z
      .array(product)
      .max(500)
      .refine(isOneLineEach, "Name each product once for a status, with all its versions there.")
      .refine(isJustified, "Say of each product that is not affected why it is not.")
      .refine(isAsked, "Only what is not affected has a reason why it is not.")
      .meta({ title: "Products" }),
    asOf: asOfField,
  }),
  async run(context, actor, { caseId, vulnerabilityId, products, asOf }) {
    return onCase(context, actor, "set-affected-products", caseId, async (desk) => {
      mustBeOpen(desk.head);
      await mustHaveVulnerability(desk.tx, caseId, vulnerabilityId);
      await mustBeInCatalogue(desk.tx, products);
      const before = (await affectedOf(context, desk.tx, caseId)).filter(
        (row) => row.vulnerabilityId === vulnerabilityId,
      );
      mustBeAsOf(asOf, listedAs(before));
      const eventId = await desk.record({
        sideId: staffSide,
        type: "products.recorded",
        body: {
          vulnerabilityId,
          products: products.map(({ productId, status }) => ({ productId, status })),
        },
      });
      const rows = products.map((each) => ({ ...each, justification: each.justification ?? null }));
      const said = { by: staffIdOf(actor), eventId };
      await writeAffectedList(context, desk, vulnerabilityId, before, rows, said);
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
