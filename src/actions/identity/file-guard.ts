/** Stands before a file that the team gives to one party: its words and all that it carries along unseen. */
import type { FileText } from "../../core/identity/scan-names.ts";
import type { Actor } from "../../core/people/actor.ts";
import { wordsOfAttachment } from "../../store/attachments/reader.ts";
import type { Context } from "../../store/context.ts";
import { type GuardFinding, nameGuard } from "./name-guard.ts";

const reader: Actor = { kind: "system", task: "name-guard" };

/**
 * What stops the file from being given to that party. Before it was looked through nothing is known of
 * it: where names are withheld, that stops it as well.
 */
export async function namesInFile(
  context: Context,
  file: { readonly caseId: string; readonly attachmentId: string; readonly partyId: string },
): Promise<GuardFinding[]> {
  const { caseId, attachmentId, partyId } = file;
  const guard = await nameGuard(context, caseId, { kind: "recipients", ids: [partyId] });
  const text = await context.transaction(reader, (tx) =>
    wordsOfAttachment(context, tx, caseId, attachmentId),
  );
  return guard.findings([], [text ?? notRead(attachmentId)]);
}

function notRead(attachmentId: string): FileText {
  const unread = [{ place: "The file", why: "unknown-format" as const }];
  return { digest: attachmentId, pieces: [], unread };
}
