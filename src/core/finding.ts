/** One thing that a check found in a document. Data only: a check returns findings, never throws. */

export interface Finding {
  /** The rule that was broken: a clause ("6.1.23") or a stable code ("remedy.contradicts"). */
  readonly rule: string;
  /** Where, as a JSON Pointer (RFC 6901) into the document that was checked; "" is the whole. */
  readonly path: string;
  /** What is wrong, in a sentence for the person who can mend it. */
  readonly message: string;
}
