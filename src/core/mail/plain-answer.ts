/** Reads whether a mail's first line answers our question, and how. Anything but the plain word is no answer. */
import { ownLines } from "./own-words.ts";

const yes = /^(i agree|agree|agreed|accord|d[’']accord|je suis d[’']accord)\s*[.!]?$/i;
const no = /^(i do not agree|not agreed|no|non|pas d[’']accord)\s*[.!]?$/i;

export function plainAnswerIn(text: string): "yes" | "no" | undefined {
  const first =
    text
      .split(/\r?\n/)
      .find((line) => line.trim() !== "")
      ?.trim() ?? "";
  if (yes.test(first)) return "yes";
  return no.test(first) ? "no" : undefined;
}

/** Whether it says that word and no other: then it answers nothing else that was asked. */
export function saysOnlyPlainAnswer(text: string): boolean {
  return plainAnswerIn(text) !== undefined && ownLines(text).length <= 1;
}
