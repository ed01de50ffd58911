/** The deeds about references of a case, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { addReference } from "./add-reference.ts";
import { declineClaim } from "./decline-claim.ts";
import { joinMessage } from "./join-message.ts";
import { removeReference } from "./remove-reference.ts";
import { undoJoin } from "./undo-join.ts";

export const deedsOfReferences = [
  addReference,
  removeReference,
  joinMessage,
  undoJoin,
  declineClaim,
] as const satisfies readonly Action[];
