/** What a request for confidentiality waits for, as far as it is true of a case by now. */
import { type ConfidentialityEnd, endsMet } from "../../core/letters/confidentiality.ts";
import { remediesStand } from "../../core/remedies/remedy.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import type { Tx } from "../../store/transaction.ts";

/** Whether it is published, and whether nothing is left to come of its remedies. */
export async function endsOfCase(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<{ published: boolean; remedied: boolean }> {
  const { publication } = await factsOf(tx, caseId);
  const remedies = await remediesOf(context, tx, caseId);
  return { published: publication === "published", remedied: remediesStand(remedies) !== "open" };
}

/** The same of the case where the work is done, as the news of it say. */
export function endsMetBy({ body }: Pick<EventView, "body">): ConfidentialityEnd[] {
  return endsMet({ published: body.published === true, remedied: body.remedied === true });
}
