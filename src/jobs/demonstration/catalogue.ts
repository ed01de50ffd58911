/**
 * The demonstration's catalogue: what a maker of enterprise communication and network equipment
 * sells. The products are invented, so that no flaw of a story is ever taken for one of a real one.
 */
import { addProduct } from "../../actions/products/add-product.ts";
import { addVersion } from "../../actions/products/version-deeds.ts";
import type { SupportState } from "../../core/catalogue/support.ts";
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

/** Versions with their days, as far from any real product's as the names are. */
const versions: Readonly<Partial<Record<ProductName, readonly Version[]>>> = {
  "Network Management Center": [
    { name: "8.4.3", branch: "8.4", support: "full", supportedUntil: "2031-12-31" },
    { name: "8.4.1", branch: "8.4", support: "full", supportedUntil: "2031-12-31" },
    { name: "8.2.0", branch: "8.2", support: "security", supportedUntil: "2029-06-30" },
    { name: "7.9.0", branch: "7.9", support: "ended", supportedUntil: "2023-12-31" },
  ],
  "Wireless Access Point 6": [
    { name: "4.1.0.1", branch: "4.1", support: "full", supportedUntil: "2031-12-31" },
    { name: "4.0.7.2", branch: "4.0", support: "security", supportedUntil: "2029-12-31" },
  ],
  "Campus Switch 48": [
    { name: "8.10", branch: "8.x", support: "full", supportedUntil: "2031-12-31" },
    { name: "8.9", branch: "8.x", support: "security", supportedUntil: "2029-12-31" },
  ],
};

interface Version {
  readonly name: string;
  readonly branch: string;
  readonly support: SupportState;
  readonly supportedUntil: string;
}

const system = { kind: "system", task: "seed-demonstration" } as const;

/** Adds the products that are not there yet. */
export async function fillCatalogue(context: Context, by: Staff, entity: string): Promise<void> {
  const found = await context.transaction(system, (tx) => catalogue(tx));
  const names = new Set(found.map((product) => product.name));
  for (const product of demonstrationProducts) {
    if (names.has(product.name)) continue;
    const kind = "kind" in product ? product.kind : "product";
    const { productId } = await addProduct.run(context, by, { ...product, entity, kind });
    for (const version of versions[product.name] ?? []) {
      await addVersion.run(context, by, { productId, ...version });
    }
  }
}
