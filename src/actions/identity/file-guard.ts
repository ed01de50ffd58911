/**
 * Stands before a file that the team gives to one party: its name, its words and all that it carries
 * along unseen.
 */
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

/** What a file is called is seen as soon as it is there, before anybody looked through it. */
export interface FileNameGuard {
  /** Refuses with identity.would-leak. */
  mustPass(names: readonly string[]): void;
}

/**
 * For the party that gets the files; a party's own files, and those for colleagues, go to nobody who
 * is not to know. Asked inside the deed, once it was permitted: its answer tells who is on a case.
 */
export async function fileNameGuard(
  context: Context,
  actor: Actor,
  to: { readonly caseId: string; readonly partyId?: string | undefined },
): Promise<FileNameGuard> {
  const { caseId, partyId } = to;
  if (actor.kind !== "staff" || partyId === undefined) return { mustPass() {} };
  const guard = await nameGuard(context, caseId, { kind: "recipients", ids: [partyId] });
  return {
    mustPass: (names) =>
      guard.mustPass(names.map((text) => ({ place: "The name of the file", text }))),
  };
}

/** What stands for the words of a file that nobody looked through: it blocks where names are withheld. */
export function notRead(attachmentId: string): FileText {
  const unread = [{ place: "The file", why: "unknown-format" as const }];
  return { digest: attachmentId, pieces: [], unread };
}
