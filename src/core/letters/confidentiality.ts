/**
 * Until when reporters are asked to keep a matter to themselves, in words: what the policy says, and no
 * more (ALE-43, X-03). Asks for nothing where the policy asks for nothing.
 */
import type { Policy } from "../policy/policy.ts";
import type { LetterLanguage } from "./letter-language.ts";

export type ConfidentialityEnd = Policy["embargo"]["endsWhen"][number];

type Words = Readonly<Record<LetterLanguage, string>>;

// French joins these to “jusqu’à ce que”, so they stand in the subjunctive.
const ends: Readonly<Record<ConfidentialityEnd, Words>> = {
  "resolution-available": { en: "a remedy is available", fr: "un correctif soit disponible" },
  published: { en: "the publication has been made", fr: "la publication ait eu lieu" },
  resolved: { en: "the matter is resolved", fr: "le sujet soit réglé" },
  consent: { en: "you have our consent", fr: "vous ayez notre accord" },
};

const toCustomers: Words = { en: " to our customers", fr: " pour nos clients" };

/**
 * What has to come yet, such as “until a remedy is available and the publication has been made”;
 * “over” where all of it is `met`, “none” where the policy asks for no confidentiality.
 */
export function confidentialUntil(
  { embargo, roles }: Pick<Policy, "embargo" | "roles">,
  met: readonly ConfidentialityEnd[],
  language: LetterLanguage,
): string {
  if (embargo.endsWhen.length === 0) return "none";
  const ahead = embargo.endsWhen.filter((end) => !met.includes(end));
  if (ahead.length === 0) return "over";
  const said = ahead.map((end) => {
    const to = end === "resolution-available" && roles.includes("vendor");
    return to ? ends[end][language] + toCustomers[language] : ends[end][language];
  });
  const last = said.pop() ?? "";
  const joined = said.length > 0 ? `${said.join(", ")}${and[language]}${last}` : last;
  return until[language](joined);
}

const and: Words = { en: " and ", fr: " et que " };

const until: Readonly<Record<LetterLanguage, (what: string) => string>> = {
  en: (what) => `until ${what}`,
  fr: (what) => `jusqu’à ce qu${/^[aeiouy]/.test(what) ? "’" : "e "}${what}`,
};

/** What of a policy's conditions is true, by what is known of the case. Consent is given to one, by a letter. */
export function endsMet(known: {
  readonly published: boolean;
  /** Whether every remedy that was to come is there, or none will come. */
  readonly remedied: boolean;
}): ConfidentialityEnd[] {
  return [
    ...(known.published ? (["published"] as const) : []),
    ...(known.remedied ? (["resolution-available", "resolved"] as const) : []),
  ];
}
