/** Which link of a case a deed is on, as far as the actor sees it: to who is not on both cases it is not there. */
import { Refusal } from "../../core/refusal.ts";
import { type CaseLink, linksOf } from "../../store/links/reader.ts";
import type { Tx } from "../../store/transaction.ts";

/** Refuses with link.none where the case has no such link. */
export async function linkedBy(tx: Tx, caseId: string, linkId: string): Promise<CaseLink> {
  const found = (await linksOf(tx, caseId)).find((each) => each.linkId === linkId);
  if (!found) throw new Refusal("link.none");
  return found;
}

/** The link to the case that this one follows; refuses with link.none where it follows none. */
export async function followedBy(tx: Tx, caseId: string): Promise<CaseLink> {
  const links = await linksOf(tx, caseId);
  const found = links.find(({ relation, isFrom }) => relation === "duplicate" && isFrom);
  if (!found) throw new Refusal("link.none");
  return found;
}
