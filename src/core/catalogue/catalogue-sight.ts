/** How much of the catalogue somebody sees, and so has in an export of it. */
import type { Actor } from "../people/actor.ts";
import { isPermitted } from "../people/permit.ts";

/** "public" for anybody, "colleague" for staff, "keeper" for who imports: they see owners' sign-in names. */
export type CatalogueSight = "public" | "colleague" | "keeper";

export function sightOf(actor: Actor): CatalogueSight {
  if (isPermitted(actor, "import-catalogue")) return "keeper";
  return actor.kind === "staff" ? "colleague" : "public";
}
