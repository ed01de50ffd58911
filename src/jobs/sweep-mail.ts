/**
 * Looks for mails that nobody took for longer than any of them is tried: whatever stopped their job,
 * they are given up in the open, and whoever answers for the case hears of it.
 */
import { settleDelivery } from "../actions/messages/settle-delivery.ts";
import { usualTryRules } from "../core/mail/next-try.ts";
import { owedSince } from "../store/messages/delivery-reader.ts";
import type { TaskContext } from "./task-context.ts";

const actor = { kind: "system", task: "sweep-mail" } as const;

/** A job may still be at its last try. */
const graceHours = 24;

/** Returns how many mails were given up. */
export async function sweepMail({ context, log }: Pick<TaskContext, "context" | "log">) {
  const { giveUpAfterHours } = context.tryRules ?? usualTryRules;
  const before = new Date(+context.now() - (giveUpAfterHours + graceHours) * 3_600_000);
  const forgotten = await context.transaction(actor, (tx) => owedSince(tx, before));
  for (const { caseId, deliveryId, code } of forgotten) {
    log.error({ caseId, deliveryId }, "a mail was owed for longer than it is tried");
    const outcome = { state: "owed", encrypted: null, code, perhapsTaken: false } as const;
    await settleDelivery.run(context, actor, { caseId, deliveryId, ...outcome });
  }
  return forgotten.length;
}
