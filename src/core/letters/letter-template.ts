/**
 * What a letter to somebody outside is: when it is sent, what it may say, its words in each language.
 * Holds no rule on how it leaves; whether it may leave in plain follows from `says`.
 */
import type { LetterLanguage } from "./letter-language.ts";
import type { VariableName } from "./letter-variables.ts";

export interface LetterTemplate {
  /** For our own people. */
  readonly title: string;
  /** When it is sent, as a sentence for our own people. */
  readonly sent: string;
  /** Whom it goes to. */
  readonly to: "reporter" | "party" | "coordinator" | "supplier" | "customer" | "sender";
  /** Parley by itself, or a colleague who inserts it into a message and completes it. */
  readonly by: "itself" | "colleague";
  /**
   * How much it gives away: nothing of the matter; what anybody can read on our site; talk about
   * what they sent us; a decision of ours on it; or what is not public and comes from us or from
   * others (fixes, drafts, terms).
   */
  readonly says: "nothing" | "public" | "talk" | "decision" | "secret";
  /** What any wording of it has to hold. */
  readonly needs: readonly VariableName[];
  /** What it may hold besides. */
  readonly may: readonly VariableName[];
  readonly subject: Readonly<Record<LetterLanguage, string>>;
  /** Paragraphs, as ICU messages. One that comes out empty is left out. */
  readonly text: Readonly<Record<LetterLanguage, readonly string[]>>;
}

/** A sentence that several letters share, such as how to answer. */
export interface LetterPart {
  readonly title: string;
  readonly needs: readonly VariableName[];
  readonly may: readonly VariableName[];
  readonly text: Readonly<Record<LetterLanguage, readonly string[]>>;
}
