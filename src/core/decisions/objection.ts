/**
 * A party's objection to a decision of ours (ALU-09): what it may be against, its states, and who
 * answers it. Knows no words that people wrote.
 */

/** What a party can object to; "other" is anything else that we told it, such as a date. */
export const objectionAbout = ["relevancy", "conclusion", "other"] as const;
export type ObjectionAbout = (typeof objectionAbout)[number];

export const objectionAnswers = ["upheld", "partly-upheld", "rejected"] as const;
export type ObjectionAnswer = (typeof objectionAnswers)[number];

export type ObjectionState = "raised" | "withdrawn" | ObjectionAnswer;

/** An objection is answered once, or taken back before; whoever sees more raises another. */
export function objectionMayBecome(from: ObjectionState, to: ObjectionState): boolean {
  return from === "raised" && to !== "raised";
}

/** A sentence is enough to object: the reasons are for us to find. */
export const objectionLettersMin = 10;
export const objectionLettersMax = 20_000;

/** An answer in fewer letters explains nothing. */
export const objectionAnswerLettersMin = 80;

/**
 * Nobody judges their own decision: whoever took or confirmed the one that is objected to does not
 * answer. Without a decision anybody does.
 */
export function mayAnswerObjection(
  answeredBy: string,
  decided: { readonly decidedBy: string; readonly approvedBy: string | null } | undefined,
): boolean {
  return answeredBy !== decided?.decidedBy && answeredBy !== decided?.approvedBy;
}
