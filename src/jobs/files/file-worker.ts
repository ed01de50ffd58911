/** The thread in which files of strangers are looked at: nothing of the product is within its reach. */
import type { FileText } from "../../core/identity/scan-names.ts";
import type { BytesAtHand } from "../../formats/attachments/list-archive.ts";
import { type FileLook, lookAtFile } from "../../formats/attachments/look-at-file.ts";
import { textOfFile } from "../../formats/file-text/file-text.ts";
import { answerCalls } from "../../lib/worker-answers.ts";

/** What a look gives: what is shown, and the words that a search for withheld names goes through. */
export interface WholeLook extends FileLook {
  readonly text: Omit<FileText, "digest">;
}

const lettersMax = 1024 * 1024;

async function look(name: string, at: BytesAtHand): Promise<WholeLook> {
  return { ...(await lookAtFile(name, at)), text: await textWithin(name, at) };
}

/** What is too much to keep is told as unread: nobody may take it for searched. */
async function textWithin(name: string, { head, size }: BytesAtHand): Promise<WholeLook["text"]> {
  const tooLarge = { pieces: [], unread: [{ place: name, why: "too-large" as const }] };
  if (head.length < size) return tooLarge;
  const { pieces, unread } = await textOfFile(name, head);
  const letters = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  return letters > lettersMax ? tooLarge : { pieces, unread };
}

answerCalls({ look });
