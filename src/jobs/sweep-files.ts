/** Removes uploads that stood still, and has files looked at that nobody owes a look any more. */
import { expireUploads } from "../actions/attachments/expire-uploads.ts";
import { filesToCheck, type UncheckedFile } from "../store/attachments/reader.ts";
import { eachOf, throwAll } from "./each-of.ts";
import { JobFailure } from "./job-failure.ts";
import type { TaskContext } from "./task-context.ts";
import { checkAttachment } from "./tasks/check-attachment.ts";

const actor = { kind: "system", task: "sweep-files" } as const;

/** Longer than the queue tries by itself: what is older came before there was a check, or was lost. */
const forgottenAfterMs = 24 * 3_600_000;

/**
 * Returns how many uploads were removed and files checked. One that cannot be holds up no other, nor do
 * many of them; while the scanner is away all files wait.
 */
export async function sweepFiles(on: TaskContext): Promise<number> {
  const { context } = on;
  const failures: unknown[] = [];
  const removed = await expireUploads(context).catch((error: unknown) => {
    failures.push(error);
    return 0;
  });
  const before = new Date(context.now().getTime() - forgottenAfterMs);
  let checked = 0;
  for (let after: UncheckedFile | undefined; checked === 0; ) {
    const place = after;
    const files = await context.transaction(actor, (tx) => filesToCheck(tx, before, place));
    checked = await eachOf(files, failures, async ({ caseId, attachmentId: subjectId }) => {
      if (failures.some(isAway)) return false;
      await checkAttachment(on, { task: "check-attachment", caseId, subjectId });
      return true;
    });
    after = files.at(-1);
    if (!after || failures.some(isAway)) break;
  }
  throwAll(failures);
  return removed + checked;
}

function isAway(error: unknown): boolean {
  return error instanceof JobFailure && error.code === "scanner.away";
}
