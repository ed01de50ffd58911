/** The languages in which every letter has words of its own; a policy adds others. */
export const letterLanguages = ["en", "fr"] as const;
export type LetterLanguage = (typeof letterLanguages)[number];
