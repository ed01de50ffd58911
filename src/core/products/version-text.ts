/**
 * How versions are written where products are named: one version as it is called, or a range in vers
 * notation (package-url's VERS). Readers' tools match against it, so that other words match nothing.
 */

const version = "(?:[A-Za-z0-9._~:+@/^()-]|%[0-9A-Fa-f]{2})+";
const constraint = `(?:>=|<=|!=|>|<|=)?${version}`;
const range = new RegExp(`^vers:[a-z.+-][a-z0-9.+-]*/(?:\\*|${constraint}(?:\\|${constraint})*)$`);

/** `vers:semver/>=1.0.0|<1.4.2`: constraints with a bar between them, what else stands in one as %2C. */
export function isVersRange(text: string): boolean {
  return range.test(text);
}

const rangeWords = new Set(["after", "all", "before", "earlier", "later", "prior", "versions"]);

/** CSAF 2.0 §6.1.31: readers would take such text for one version and never match. */
export function looksLikeRange(text: string): boolean {
  const words = text.toLowerCase().split(/\s/);
  return /[<>]/.test(text) || words.some((word) => rangeWords.has(word));
}

/** One version, a range, or nothing for the product as a whole. */
export function isVersionText(text: string): boolean {
  return text.startsWith("vers:") ? isVersRange(text) : !looksLikeRange(text);
}
