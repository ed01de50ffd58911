/** Removes uploads that stood still, and has files looked at that nobody owes a look any more. */
import { expireUploads } from "../actions/attachments/expire-uploads.ts";
import { Refusal } from "../core/refusal.ts";
import { filesToCheck } from "../store/attachments/reader.ts";
import type { TaskContext } from "./task-context.ts";
import { checkAttachment } from "./tasks/check-attachment.ts";

const actor = { kind: "system", task: "sweep-files" } as const;

/** Longer than the queue tries by itself: what is older came before there was a check, or was lost. */
const forgottenAfterMs = 24 * 3_600_000;

/** Returns how many uploads were removed and files checked. */
export async function sweepFiles(on: TaskContext): Promise<number> {
  const { context } = on;
  const removed = await expireUploads(context);
  const before = new Date(context.now().getTime() - forgottenAfterMs);
  const files = await context.transaction(actor, (tx) => filesToCheck(tx, before));
  for (const { caseId, attachmentId: subjectId } of files) {
    try {
      await checkAttachment(on, { task: "check-attachment", caseId, subjectId });
    } catch (error) {
      // Its case was erased while we looked.
      if (!(error instanceof Refusal && error.code === "access.not-found")) throw error;
    }
  }
  return removed + files.length;
}
