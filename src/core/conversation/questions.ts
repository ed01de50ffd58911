/**
 * An information request as a list of questions, each of which is open or answered. Reads what was
 * typed and what came back; asks nothing itself.
 */
import { Refusal } from "../refusal.ts";

export const questionsMax = 20;
const questionCharactersMax = 1_000;

/** What a message of a thread says of questions. */
export interface AskingMessage {
  readonly messageId: string;
  /** The questions that it asks, in their order. */
  readonly questions?: readonly string[];
  /** The question that it answers, counted from 1. */
  readonly answered?: { readonly messageId: string; readonly number: number };
}

/** A colleague's word on one question: its answer came by another way, or is none yet. */
export interface QuestionMark {
  readonly messageId: string;
  readonly number: number;
  readonly state: "answered" | "open";
}

export interface AskedQuestion {
  readonly messageId: string;
  readonly number: number;
  readonly text: string;
  readonly isOpen: boolean;
}

/** One question a line; numbers and dashes before them are ours to write. Refuses too many or too long ones. */
export function questionsIn(text: string): string[] {
  const questions = text
    .split("\n")
    .map((line) => line.replace(/^\s*(?:\d{1,2}[.)]|[-*•])\s+/, "").trim())
    .filter((line) => line !== "");
  if (questions.length > questionsMax) throw new Refusal("questions.many", { max: questionsMax });
  if (questions.some((each) => each.length > questionCharactersMax)) {
    throw new Refusal("questions.long", { max: questionCharactersMax });
  }
  return questions;
}

/** The message with its questions numbered below it, as a mail says it. */
export function withQuestions(text: string, questions: readonly string[]): string {
  const lines = questions.map((question, index) => `${index + 1}. ${question}`);
  return lines.length > 0 ? `${text}\n\n${lines.join("\n")}` : text;
}

/** The message without its numbered questions, where they are shown beside it one by one. */
export function withoutQuestions(text: string, questions: readonly string[]): string {
  const tail = withQuestions("", questions);
  return questions.length > 0 && text.endsWith(tail) ? text.slice(0, -tail.length) : text;
}

/** The questions of one message as they stand: a mark counts over what came back, the last one over others. */
export function askedIn(
  asking: AskingMessage,
  thread: readonly AskingMessage[],
  marks: readonly QuestionMark[],
): AskedQuestion[] {
  const { messageId, questions = [] } = asking;
  return questions.map((text, index) => {
    const number = index + 1;
    const mark = marks.findLast((each) => each.messageId === messageId && each.number === number);
    const came = thread.some(
      ({ answered }) => answered?.messageId === messageId && answered.number === number,
    );
    return { messageId, number, text, isOpen: mark ? mark.state === "open" : !came };
  });
}
