/**
 * Puts the pseudonym in the place of a party's own name in what they bring: words, names of files, what
 * a file says of its author. The program alone knows the name; whoever reads the result does not.
 */
import { withPseudonym } from "../../core/identity/apart.ts";
import type { Context } from "../../store/context.ts";
import { identityOf, partiesOf } from "../../store/parties/reader.ts";
import type { Tx } from "../../store/transaction.ts";

/** Changes nothing where no name is known; `tx` is the party's own, or the program's. */
export async function underPseudonymOf(
  context: Context,
  tx: Tx,
  { caseId, partyId }: { readonly caseId: string; readonly partyId: string },
): Promise<(text: string) => string> {
  const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === partyId);
  const identity = party && (await identityOf(context, tx, partyId));
  if (!party || !identity) return (text) => text;
  const who = { ...identity, handle: identity.handle ?? null };
  return (text) => withPseudonym(text, who, party.pseudonym);
}
