/** Who did a deed that is written in the system's name. */
import type { Actor } from "../../core/people/actor.ts";

export function byOf(actor: Actor): string | null {
  return actor.kind === "staff" ? actor.id : null;
}
