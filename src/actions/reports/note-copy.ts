/**
 * Notes on a case that its mail came again, by another way or to another address of ours. Nothing is
 * made of a copy: no case, no answer, no clock. Not a deed: nobody can ask for it.
 */
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { copyOf, countCopy, forgetCopy } from "../../store/intake/copies-writer.ts";
import { owe } from "../../store/outbox/writer.ts";

const actor: Actor = { kind: "system", task: "register-report" };

/** Whoever sends a mail a thousand times does not fill the history of its case. */
const notedMax = 20;
const againAfterMs = 60_000;

/** `inboxId` is the one under which the mail would be kept, had no copy of it been there. */
export async function noteCopy(context: Context, inboxId: string): Promise<void> {
  await context.transaction(actor, async (tx) => {
    const copy = await copyOf(tx, inboxId);
    if (copy?.state === "new") {
      // The first one is about to become a case.
      const startAfter = new Date(context.now().getTime() + againAfterMs);
      return owe(context, tx, "register-report", { subjectId: inboxId, startAfter });
    }
    await forgetCopy(tx, inboxId);
    if (!copy) return;
    await countCopy(tx, copy.firstInboxId);
    if (!copy.caseId || copy.copies >= notedMax) return;
    await appendEvent(context, tx, {
      caseId: copy.caseId,
      sideId: staffSide,
      type: "mail.came-again",
      body: { cameAt: copy.cameAt.toISOString(), mailbox: copy.mailbox },
    });
  });
}
