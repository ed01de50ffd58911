/** The languages in which a policy can be read here, and the address of each page in each of them. */
import type { Policy } from "../../../core/policy/policy.ts";

/** The languages that our own pages speak. */
export const ourLanguages = ["en", "fr"] as const;

export type Language = (typeof ourLanguages)[number];

type Spoken = Pick<Policy, "languages">;

/** Those of ours that the policy has, its original first; English where it has none of ours. */
export function languagesOf(policy: Spoken): readonly [Language, ...Language[]] {
  const [first = "en", ...others] = policy.languages.filter(isOurs);
  return [first, ...others];
}

function isOurs(language: string): language is Language {
  return ourLanguages.some((ours) => ours === language);
}

/** The original has the plain address: "/policy/process", in another language "/fr/policy/process". */
export function policyPath(policy: Spoken, language: Language, rest = ""): string {
  const [original] = languagesOf(policy);
  return language === original ? `/policy${rest}` : `/${language}/policy${rest}`;
}
