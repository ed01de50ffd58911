/**
 * Lays the documents of one policy text over each other: a child entity's over its parent's
 * (TH-33). Knows which values are one whole; reads no file, and judges no setting.
 */
import { isDeepStrictEqual } from "node:util";

type Group = Readonly<Record<string, unknown>>;

/** The setting that names the parent, whose text stands before. */
export const parentKey = "inherits";

/** What two texts say together: groups merge by key, all else is replaced, `~` takes away. */
export function overlaid(below: unknown, above: unknown, languages: ReadonlySet<string>): unknown {
  if (!isOpenGroup(below, languages) || !isOpenGroup(above, languages)) return above;
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    if (value === null && merged.has(key)) merged.delete(key);
    else merged.set(key, merged.has(key) ? overlaid(merged.get(key), value, languages) : value);
  }
  return Object.fromEntries(merged);
}

/** Dotted paths of what `above` says otherwise than `below`. */
export function overridesIn(
  below: unknown,
  above: unknown,
  languages: ReadonlySet<string>,
  path: readonly string[] = [],
): string[] {
  if (!isOpenGroup(below, languages) || !isOpenGroup(above, languages)) {
    return isDeepStrictEqual(below ?? null, above) ? [] : [path.join(".")];
  }
  return Object.entries(above).flatMap(([key, value]) => {
    const before = Object.hasOwn(below, key) ? below[key] : undefined;
    return overridesIn(before, value, languages, [...path, key]);
  });
}

/** Every language that one of the texts lists: how a text in several languages is known. */
export function languagesOf(texts: readonly unknown[]): ReadonlySet<string> {
  const lists = texts.flatMap((text) => (isGroup(text) ? text.languages : []));
  return new Set(lists.filter((each) => typeof each === "string"));
}

export function isGroup(value: unknown): value is Group {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const units = new Set(["hours", "days", "workingDays", "months"]);

/**
 * A group that takes single settings. A length and a text are one value each: half of a parent's
 * text in one language beside a child's in another would say two things at once.
 */
function isOpenGroup(value: unknown, languages: ReadonlySet<string>): value is Group {
  if (!isGroup(value)) return false;
  const keys = Object.keys(value);
  const isOne = keys.length > 0 && keys.every((key) => languages.has(key) || units.has(key));
  return !isOne;
}
