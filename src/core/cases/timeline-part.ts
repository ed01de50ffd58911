/** Which part of a case's history an event belongs to, by the first word of its type. */

export const timelineParts = ["deeds", "letters", "promises"] as const;

export type TimelinePart = (typeof timelineParts)[number];

/** What was written, sent and delivered, in either direction. */
const letters = [
  "acknowledgement",
  "conclusion",
  "delivery",
  "earlier",
  "encryption",
  "key-note",
  "message",
  "no-reply",
  "notice",
  "plain",
  "pointer",
  "question",
  "redirect",
  "reminder",
  "report",
  "sender",
  "undertakings",
];

const promises = ["breach", "clock", "milestone", "promise", "question"];

export interface WordsOfPart {
  /** First words of types: these, or all but these. */
  readonly words: readonly string[];
  readonly except: boolean;
}

/** Deeds are what is neither a letter nor a promise, so that no event is in no part. */
export function wordsOfPart(part: TimelinePart): WordsOfPart {
  if (part === "letters") return { words: letters, except: false };
  if (part === "promises") return { words: promises, except: false };
  return { words: [...letters, ...promises], except: true };
}

export function timelinePartOf(text: string | undefined): TimelinePart | undefined {
  return timelineParts.find((part) => part === text);
}
