/** The deeds about the catalogue and what is affected, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { addProduct } from "./add-product.ts";
import { changeProduct } from "./change-product.ts";
import { addComponent, removeComponent } from "./component-deeds.ts";
import { reinstateProduct, retireProduct } from "./retire-product.ts";
import { setAffectedProducts } from "./set-affected-products.ts";
import { setOwners } from "./set-owners.ts";
import { setSecurityProfile } from "./set-security-profile.ts";
import { addVersion, changeVersion } from "./version-deeds.ts";

export const deedsOfProducts = [
  setAffectedProducts,
  addProduct,
  changeProduct,
  setSecurityProfile,
  retireProduct,
  reinstateProduct,
  setOwners,
  addComponent,
  removeComponent,
  addVersion,
  changeVersion,
] as const satisfies readonly Action[];
