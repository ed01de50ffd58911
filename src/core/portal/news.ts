/**
 * Which letters that Parley writes by itself go to a party by mail, by its own choice (VEN-11, ALE-32).
 * What is not mailed stands on its page all the same, and a colleague's own words are always mailed.
 */

export const newsChoices = ["every-change", "results", "none"] as const;
export type NewsChoice = (typeof newsChoices)[number];

/** What tells of a step on the way and of no result. */
const steps: readonly string[] = [
  "investigation",
  "status",
  "remedy-date",
  "remedy-slip",
  "remedy-withdrawn",
  "forwarded",
];

/** What answers the party's own word, or what it is owed for having written at all. */
const answers: readonly string[] = [
  "acknowledgement",
  "consent-to-publish",
  "objection-answer",
  "final-decision",
  "key-request",
  "could-not-encrypt",
];

/** `template` names the letter; null is a party that chose nothing, and hears everything. */
export function isMailed(choice: NewsChoice | null, template: string): boolean {
  switch (choice) {
    case "none":
      return answers.includes(template);
    case "results":
      return !steps.includes(template);
    default:
      return true;
  }
}

/** The choice among what a party said, each as kind and word; null where it chose nothing. */
export function newsOf(said: readonly string[] | null): NewsChoice | null {
  return newsChoices.find((choice) => said?.includes(`news ${choice}`)) ?? null;
}
