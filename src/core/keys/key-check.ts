/** What is checked of our own keys, and what can be found. Pure words. */

export const keyChecks = ["opens", "blocks", "security-txt"] as const;
export type KeyCheckName = (typeof keyChecks)[number];

/** What a check found. The place is a published address, or null where it is ours as a whole. */
export interface KeyCheckResult {
  readonly what: KeyCheckName;
  readonly problem: KeyProblem | null;
  readonly place: string | null;
}

/** Each with the sentence that people read. */
export const keyProblems = {
  "no-key": "An address of ours has no key in use.",
  "not-usable": "Nothing can be encrypted to the published key: it has run out, or is revoked.",
  "not-opened":
    "What is encrypted to the published key is not opened by us: mail that comes now cannot be read.",
  differs: "Another key than the one in use is published there.",
  stale: "The key in use is published there with another end: it was extended since.",
  "not-there": "The key is not published there.",
  "not-a-key": "What is published there is no key that can be read.",
  unreachable: "It could not be asked for. What stands there is not known.",
  "not-yet": "It is being made.",
  "not-valid": "It is not what RFC 9116 asks for, and is not served.",
  expired: "It has expired, and is not served.",
  "not-signed": "Its signature is not of the key in use.",
} as const;
export type KeyProblem = keyof typeof keyProblems;

/** What tells that nothing is known, not that something is wrong. */
export function isDoubt(problem: KeyProblem): boolean {
  return problem === "unreachable" || problem === "not-yet";
}
