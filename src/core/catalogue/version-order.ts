/**
 * The order of a product's versions, from their names alone. One order for all names, so that it is
 * total: Semantic Versioning 2.0.0 §11 where a name is one, numbers as numbers everywhere. Knows no
 * package ecosystem, each of which has an order of its own.
 */

/** Ends the tokens of a version, and begins what makes it a pre-release. */
type Mark = "end" | "pre";
type Token = { number: string } | { word: string } | Mark;

const semver = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]+)?$/i;
const preWords = new Set([
  "alpha",
  "beta",
  "cr",
  "dev",
  "nightly",
  "pre",
  "preview",
  "rc",
  "snapshot",
]);

/** Below zero where `a` comes before `b`; zero for the same name only. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [tokensOf(a), tokensOf(b)];
  let isPre = false;
  for (let at = 0; ; at += 1) {
    const [one, other] = [left[at] ?? "end", right[at] ?? "end"];
    const order = compareTokens(one, other, isPre);
    if (order !== 0) return order;
    if (one === "end") break;
    isPre ||= one === "pre";
  }
  return compareText(a, b);
}

/** A copy, newest first. */
export function newestFirst<T extends { readonly name: string }>(versions: readonly T[]): T[] {
  return [...versions].sort((a, b) => compareVersions(b.name, a.name));
}

function tokensOf(name: string): Token[] {
  const parts = semver.exec(name);
  if (!parts) return generic(name);
  const [, major = "", minor = "", patch = "", pre] = parts;
  const numbers: Token[] = [major, minor, patch].map((number) => ({ number: plain(number) }));
  if (pre === undefined) return numbers;
  return [...numbers, "pre", ...pre.split(".").map(identifier)];
}

/** §11.4: identifiers of digits alone are numbers, all others are text. */
function identifier(text: string): Token {
  return /^\d+$/.test(text) ? { number: plain(text) } : { word: text };
}

function generic(name: string): Token[] {
  const tokens: Token[] = [];
  for (const [part] of name
    .toLowerCase()
    .replace(/^v(?=\d)/, "")
    .matchAll(/\d+|\p{L}+/gu)) {
    if (preWords.has(part) && !tokens.includes("pre")) tokens.push("pre");
    tokens.push(/^\d/.test(part) ? { number: plain(part) } : { word: part });
  }
  return tokens;
}

function plain(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}

/** 1.0-rc < 1.0 < 1.0a < 1.0.1; behind "pre", as §11.4: fewer < more, numbers < words. */
function compareTokens(a: Token, b: Token, isPre: boolean): number {
  const [one, other] = [rank(a, isPre), rank(b, isPre)];
  if (one !== other) return one - other;
  if (typeof a === "string" || typeof b === "string") return 0;
  if ("number" in a && "number" in b) {
    return a.number.length - b.number.length || compareText(a.number, b.number);
  }
  return "word" in a && "word" in b ? compareText(a.word, b.word) : 0;
}

function rank(token: Token, isPre: boolean): number {
  if (token === "pre") return 0;
  if (token === "end") return 1;
  return "number" in token === isPre ? 2 : 3;
}

/** By code units: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
