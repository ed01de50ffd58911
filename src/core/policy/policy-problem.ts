/**
 * Why the policy file is not followed: what is wrong with it, since when. What stays in force is
 * the last good version.
 */
export interface PolicyProblem {
  readonly since: Date;
  /** The file that cannot be used: that of a parent, where the mistake is in an inherited text. */
  readonly file: string;
  /** Line of the first mistake, from 1; 0 where it is the file as a whole. */
  readonly line: number;
  /** A sentence about the first mistake. */
  readonly says: string;
  /** How many more mistakes there are. */
  readonly more: number;
}

/** The place and the sentence, as one line for a terminal or a page. */
export function problemInWords({ file, line, says, more }: PolicyProblem): string {
  const others = more === 0 ? "" : ` (and ${more} more)`;
  return `${file}${line > 0 ? `:${line}` : ""}: ${says}${others}`;
}
