/** What was decided and examined besides relevancy and conclusion, in words of the timeline. Never the reasons. */
import { type ObjectionAnswer, objectionAnswers } from "../../core/decisions/objection.ts";
import { outcomeWords, wordFor } from "./case-words.ts";
import { notedOf, type Sentence } from "./event-sentence.ts";

export const objectionAnswerWords: Readonly<Record<ObjectionAnswer, string>> = {
  upheld: "they are right",
  "partly-upheld": "they are right in part",
  rejected: "the decision stands",
};

/** What an objection is against, after "objected to". */
export const objectionAboutWords: Readonly<Record<string, string>> = {
  relevancy: "the decision on relevancy",
  conclusion: "the conclusion",
  other: "what we told them",
};

function answerWord(answer: string): string {
  const known = objectionAnswers.find((each) => each === answer);
  return known ? objectionAnswerWords[known] : answer;
}

export const decisionEvents: Readonly<Record<string, Sentence>> = {
  "decision.proposed": (body) => ({
    what: `proposed a decision, which waits for a second person: ${wordFor(outcomeWords, body("outcome")).toLowerCase()}`,
    icon: "user",
    tone: "warning",
  }),
  "decision.taken-back": () => ({
    what: "took a decision back: it stands no more",
    icon: "user",
  }),
  "no-reply.sent": (_, names, event) => ({
    what: `sent ${names.party(event.sideId)} the one automatic answer of their class`,
    icon: "mail",
  }),
  "decision.sent-back": () => ({ what: "sent a proposed decision back", icon: "user" }),
  "reproduction.recorded": (body) => ({
    what: `recorded an attempt to reproduce the report: ${wordFor(outcomeWords, body("outcome")).toLowerCase()}`,
    icon: "file",
    tone: "info",
  }),
  "credibility.recorded": () => ({
    what: "kept a list of what speaks for and against the report",
    icon: "note",
  }),
  "others-affected.recorded": (body) => ({
    what: `recorded whether others are affected: ${wordFor(outcomeWords, body("outcome")).toLowerCase()}`,
    icon: "file",
  }),
  "breach-note.recorded": () => ({
    what: "noted a possible breach of the rules, which changes nothing by itself",
    icon: "note",
  }),
  "standing.recorded": (body) => ({
    what: `recorded that the reporter ${wordFor(outcomeWords, body("outcome")).toLowerCase()}`,
    icon: "user",
  }),
  "objection.raised": (body, names) => ({
    what: `${notedOf(body, names)}objected to ${objectionAboutWords[body("about")] ?? "a decision"}`,
    icon: "alert",
    tone: "warning",
  }),
  "objection.withdrawn": () => ({ what: "took back the objection", icon: "check" }),
  "objection.answered": (body, names) => ({
    what: `answered the objection of ${names.party(body("partyId"))}: ${answerWord(body("answer"))}`,
    icon: "check",
    tone: "info",
  }),
};
