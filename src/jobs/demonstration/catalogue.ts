/**
 * The demonstration's catalogue: what a maker of enterprise communication and network equipment
 * sells. The products are invented, so that no flaw of a story is ever taken for one of a real one.
 */
import { addProduct } from "../../actions/products/add-product.ts";
import type { Context } from "../../store/context.ts";
import { catalogue } from "../../store/products/reader.ts";
import type { Staff } from "./seats.ts";

export const demonstrationProducts = [
  { line: "Communication platforms", name: "Enterprise Call Server", inSupport: true },
  { line: "Communication platforms", name: "Session Border Gateway", inSupport: true },
  { line: "Communication platforms", name: "Branch Call Server", inSupport: false },
  { line: "Contact centre", name: "Contact Centre Suite", inSupport: true },
  { line: "Phones", name: "Desk Phone 30", inSupport: true },
  { line: "Phones", name: "Desk Phone 10", inSupport: false },
  { line: "Network", name: "Campus Switch 48", inSupport: true },
  { line: "Network", name: "Campus Switch 24", inSupport: true },
  { line: "Network", name: "Wireless Access Point 6", inSupport: true },
  { line: "Management", name: "Network Management Center", inSupport: true },
  { line: "Cloud", name: "Team Collaboration Service", inSupport: true, kind: "service" },
] as const;

export type ProductName = (typeof demonstrationProducts)[number]["name"];

const system = { kind: "system", task: "seed-demonstration" } as const;

/** Adds the products that are not there yet. */
export async function fillCatalogue(context: Context, by: Staff, entity: string): Promise<void> {
  const found = await context.transaction(system, (tx) => catalogue(tx));
  const names = new Set(found.map((product) => product.name));
  for (const product of demonstrationProducts) {
    if (names.has(product.name)) continue;
    const kind = "kind" in product ? product.kind : "product";
    await addProduct.run(context, by, { ...product, entity, kind });
  }
}
