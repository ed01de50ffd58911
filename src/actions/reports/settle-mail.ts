/** Ends the inbox row of what was registered. A sender that could not be checked is asked about again. */
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Context } from "../../store/context.ts";
import { settleInbox } from "../../store/intake/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";

const againAfterMs = 60_000;

export async function settleRegistered(
  context: Context,
  tx: Tx,
  { inboxId, caseId }: { inboxId: string; caseId: string },
  { authentication }: Arrival,
): Promise<void> {
  const keepEnvelope = authentication?.again === true;
  await settleInbox(tx, inboxId, { state: "registered", caseId, heldCode: null, keepEnvelope });
  if (!keepEnvelope) return;
  const startAfter = new Date(context.now().getTime() + againAfterMs);
  await owe(context, tx, "check-sender", { caseId, subjectId: inboxId, startAfter });
}
