/**
 * Keeps the coordinators' numbers that stand in the subject of a mail of a party's thread, so that letters
 * to it carry them. Of reporters none are learnt: they speak of numbers that are not theirs.
 */
import {
  isOfCoordinator,
  outsideReferencesIn,
  referenceMark,
} from "../../core/mail/outside-references.ts";
import type { Context } from "../../store/context.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { referencesOf } from "../../store/references/reader.ts";
import type { Desk } from "../on-case.ts";
import { addReferences } from "../reports/record-finding.ts";
import { referencesMax } from "./add-reference.ts";

export async function learnReferences(
  context: Context,
  { tx, head }: Desk,
  { partyId, subject }: { partyId: string; subject: string },
): Promise<void> {
  const { caseId } = head;
  const named = outsideReferencesIn(subject).filter(isOfCoordinator);
  if (named.length === 0) return;
  const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === partyId);
  if (!party || party.kind === "reporter") return;
  const known = (await referencesOf(context, tx, caseId)).filter(
    (each) => each.partyId === partyId,
  );
  const marks = known.map(referenceMark);
  const fresh = named.filter((each) => !marks.includes(referenceMark(each)));
  const room = Math.max(0, referencesMax - known.length);
  await addReferences(context, tx, { caseId, partyId }, fresh.slice(0, room));
}
