/** What a policy says and settles, for tests that hold it against the page that it follows. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { conflicts } from "../../src/core/policy/conflicts.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import { wordingOf } from "../../src/core/policy/promise-terms.ts";

const sources = resolve(import.meta.dirname, "../../../shared/sources");

/** A text that people read: its setting ("promises.relevancy.says") and its words per language. */
export type SaidText = { path: string; words: Readonly<Record<string, string>> };

/** Every text of the policy; one that is a plain string counts as English. */
export function textsOf(policy: Policy): SaidText[] {
  return leavesOf(policy, "").flatMap(({ path, value }) => {
    if (typeof value !== "string") return [{ path, words: value }];
    return value.includes(" ") && !isName(path) ? [{ path, words: { en: value } }] : [];
  });
}

/** Names that are the same in every language, and the pattern of a number series. */
function isName(path: string): boolean {
  return /^(organisation\.(name|shortName|teamName|(standards|entities)\.\d+\.name)|responses\.noReplyClasses\.\d+\.name|disclosure\.bodies\.\d+|.*\.series)$/.test(
    path,
  );
}

type Leaf = { path: string; value: string | Readonly<Record<string, string>> };

function leavesOf(value: unknown, path: string): Leaf[] {
  if (typeof value === "string") return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value) return [{ path, value: value as Readonly<Record<string, string>> }];
  return Object.entries(value).flatMap(([key, each]) =>
    leavesOf(each, path === "" ? key : `${path}.${key}`),
  );
}

/** The page that a policy follows, or undefined with a printed line where it is not there. */
export function sourcePage(name: string): string | undefined {
  const file = resolve(sources, name);
  if (existsSync(file)) return readFileSync(file, "utf8");
  console.log(`Skipped: the page ${name} is not beside the project.`);
  return undefined;
}

/**
 * The words of `said` that the page does not have: longer than three letters, whatever their
 * ending. A policy text that follows its page has none, or nearly none.
 */
export function wordsNotOn(page: string, said: string): string[] {
  const known = new Set(wordsIn(page).map(stemOf));
  return wordsIn(said).filter((word) => !isSmall(word) && !known.has(stemOf(word)));
}

/** Words that join others, and say nothing by themselves. */
function isSmall(word: string): boolean {
  return word.length <= 3 || ["please", "your", "they", "those", "this"].includes(word);
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
}

/** British and American spelling, singular and plural, noun and verb: one stem. */
function stemOf(word: string): string {
  return word.replaceAll("z", "s").slice(0, 5);
}

/** Every setting that answers a point on which policies differ, by its path. */
export function conflictSettingsOf(policy: Policy): Record<string, unknown> {
  const at = (path: string) =>
    path
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], policy);
  const paths = Object.values(conflicts).flat();
  return Object.fromEntries(paths.map((path) => [path, at(path)]));
}

/** The promises whose date people outside are told, and as what; numbers of a rule are not. */
export function toldNumbersOf(policy: Policy): Record<string, string> {
  const wordings = Object.entries(policy.promises).map(([id, terms]) => [id, wordingOf(terms)]);
  return Object.fromEntries(wordings.filter(([, wording]) => wording !== "unsaid"));
}
