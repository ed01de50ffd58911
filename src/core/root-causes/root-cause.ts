/**
 * What let a vulnerability arise: the practice that failed or the requirement that was missing or not
 * met (ALE-04, ALE-05), and what is done so that it does not come again. Never told outside.
 */
export const practices = [
  "requirements",
  "threat-model",
  "design",
  "coding",
  "code-review",
  "static-analysis",
  "testing",
  "dependencies",
  "defaults",
  "release",
  "documentation",
  "other",
] as const;
export type Practice = (typeof practices)[number];

export const practiceWords: Readonly<Record<Practice, string>> = {
  requirements: "Security requirements: missing, or not met",
  "threat-model": "Threat model: the attack was not thought of",
  design: "Design: a weak construction",
  coding: "Coding: a known kind of mistake",
  "code-review": "Code review: it was not seen",
  "static-analysis": "Static analysis: not run, or not heeded",
  testing: "Testing: no test or fuzzing reached it",
  dependencies: "Dependencies: a component’s flaw came along",
  defaults: "Defaults: an unsafe setting was shipped",
  release: "Release: a fix or a check was left out",
  documentation: "Documentation: it led to unsafe use",
  other: "Something else",
};

export interface FollowUp {
  /** The event that agreed it. */
  readonly followUpId: string;
  readonly what: string;
  readonly ownerId: string | null;
  /** YYYY-MM-DD. */
  readonly dueOn: string | null;
  readonly doneAt: Date | null;
  readonly doneWords: string;
}

/** Open ones first, the earliest day first; those without a day after them; done ones last. */
export function inOrder(followUps: readonly FollowUp[]): FollowUp[] {
  const rank = (each: FollowUp) => `${each.doneAt ? 1 : 0}${each.dueOn ?? "9999"}`;
  return [...followUps].sort((a, b) => rank(a).localeCompare(rank(b)));
}
