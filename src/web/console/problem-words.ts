/** What is odd about a report, in the sentences that staff read; its codes come from several places. */
import { type RefusalCode, refusals } from "../../core/refusal-codes.ts";
import { senderDoubts } from "../../core/reports/sender-doubts.ts";
import { decryptFailures, mailProblems } from "../../formats/mail/mail-problem.ts";

const sentences: Readonly<Record<string, string>> = {
  ...mailProblems,
  ...decryptFailures,
  ...senderDoubts,
};

/** A code that has no words yet stands under its own name. */
export function problemSentence(code: string): string {
  const refusal = refusals[code as RefusalCode]?.says;
  // Only the code is kept, so what the sentence would name is left out.
  return sentences[code] ?? refusal?.replace(/ \{\w+\}/g, "") ?? `${code}.`;
}

/** Who wrote may not be who it seems: said louder than a broken header. */
export function isDoubt(code: string): boolean {
  return code in senderDoubts;
}
