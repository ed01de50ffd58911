/** Gathers the cases that the mail of a case may belong to, as far as the reader sees them. */
import type { Actor } from "../../core/people/actor.ts";
import { headOf } from "../cases/head-reader.ts";
import { titleOf } from "../cases/title-reader.ts";
import type { Context } from "../context.ts";
import { type PartyRow, partiesOf } from "../parties/reader.ts";
import { keysOf } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type ClaimRow, type ClaimState, casesOfSameAddress, claimsFrom } from "./reader.ts";

export interface SuggestedCase extends Pick<ClaimRow, "why"> {
  readonly caseId: string;
  readonly reference: string;
  readonly title: string;
  /** Null where nothing in the mail names it. */
  readonly state: ClaimState | null;
  /** Whose words they seem to be. */
  readonly partyId: string | null;
  readonly parties: readonly Pick<PartyRow, "partyId" | "pseudonym">[];
  /** Whether somebody there writes from the address that the mail came from. */
  readonly sameAddress: boolean;
}

const looker: Actor = { kind: "system", task: "suggest-cases" };

/** Those that the mail names first; then those of the same sender, the newest first. */
export async function suggestionsFor(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<SuggestedCase[]> {
  const claims = await claimsFrom(tx, caseId);
  // Addresses are behind a wall that staff do not pass; which of these cases they see, theirs decides.
  const same = await context.transaction(looker, (own) => casesOfSameAddress(own, caseId));
  const ids = [...new Set([...claims.map((claim) => claim.caseId), ...same])];
  const suggested: SuggestedCase[] = [];
  for (const id of ids) {
    const head = await headOf(tx, id);
    if (!head) continue;
    const claim = claims.find((each) => each.caseId === id);
    const parties = await partiesOf(tx, id);
    suggested.push({
      caseId: id,
      reference: head.reference,
      title: titleOf(head, await keysOf(context, tx, [id])),
      state: claim?.state ?? null,
      partyId: claim?.partyId ?? null,
      why: claim?.why ?? [],
      parties: parties.filter(({ kind }) => kind !== "support"),
      sameAddress: same.includes(id),
    });
  }
  return suggested;
}
