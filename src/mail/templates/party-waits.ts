/**
 * Tells the owner of a case that a party asked something on its page. Names the case by its reference,
 * and nobody and nothing else.
 */
import { dateText, type Letter } from "./letter.ts";

export interface PartyWaitsFacts {
  readonly teamName: string;
  readonly reference: string;
  /** The event of what was asked. */
  readonly asks: string;
  readonly at: Date;
  readonly timeZone: string;
  /** Where it is answered. */
  readonly page: string;
}

const words: Readonly<Record<string, readonly [subject: string, sentence: string]>> = {
  "message.received": ["A party wrote", "us to read what it wrote"],
  "message.joined": ["A party wrote", "us to read what it wrote"],
  "attachment.received": ["A party sent a file", "us to look at a file"],
};

/** Whether a party wrote or sent something, beside asking on its page. */
export const isWord = (event: string): boolean => event in words;

const questions: Readonly<Record<string, readonly [subject: string, sentence: string]>> = {
  "status.asked": ["A party asks how its report stands", "how its report stands"],
  "consent.requested": ["A party asks whether it may publish", "whether it may publish"],
  "fix.answered": [
    "A party says what became of the fix",
    "us to read what it found when it tried the fix",
  ],
  ...words,
  "objection.raised": ["A party objects to a decision", "us to look at a decision again"],
};

export function partyWaits(facts: PartyWaitsFacts): Letter {
  const { reference, asks, at, timeZone, page, teamName } = facts;
  const [title, asked] = questions[asks] ?? ["A party waits for an answer", "something"];
  const subject = `[${reference}] ${title}`;
  const text = [
    "Hello,",
    `on ${dateText(at, timeZone)} a party of ${reference} asked ${asked}. You answer for the case.`,
    `The place to answer:\n${page}`,
    `-- \n${teamName}`,
  ].join("\n\n");
  return { subject, outerSubject: subject, text: `${text}\n` };
}
