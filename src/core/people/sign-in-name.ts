/** A sign-in name as it is compared: look-alike forms, capital letters and white space made one. */
export function normalSignInName(typed: string): string {
  return typed.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
