/** The deeds about the catalogue and what is affected, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { addProduct } from "./add-product.ts";
import { setAffectedProducts } from "./set-affected-products.ts";

export const deedsOfProducts = [
  setAffectedProducts,
  addProduct,
] as const satisfies readonly Action[];
