/** The kinds of decisions on a case, and how one fares. Types only. */

/** A kind of decision; the last five are what an analysis rests on, recorded in the same way. */
export type DecisionKind =
  | "relevancy"
  | "conclusion"
  | "disclosure"
  | "recognition"
  | "exception"
  | "others-affected"
  | "reproduction"
  | "credibility"
  | "breach-note"
  | "standing";

/** How a decision fares that does not stand. */
export type DecisionStanding = "proposed" | "replaced" | "sent-back" | "taken-back";
