/** Whether a legal hold stops erasing, asked in the program's own name: it may stand on another case. */
import type { Context } from "../../store/context.ts";
import { isHeld } from "../../store/retention/hold-reader.ts";

const asker = { kind: "system", task: "look-for-holds" } as const;

/** `partyId` null asks for the whole case. Tells yes or no, never where. */
export function heldAnywhere(
  context: Context,
  caseId: string,
  partyId: string | null,
): Promise<boolean> {
  return context.transaction(asker, (tx) => isHeld(tx, caseId, partyId));
}
