/**
 * What a child entity's text and its parent's say together, and whether they belong together
 * (TH-33). A child has a name, a version and a beginning of its own.
 */
import type { Inheritance } from "../../core/policy/policy.ts";
import { isGroup, languagesOf, overlaid, overridesIn, parentKey } from "./layers.ts";

/** What is wrong with the text at `layer` (from 0), as the sentence's tail. */
export interface LayerProblem {
  readonly layer: number;
  readonly path: readonly string[];
  readonly message: string;
}

type Family = { settings: unknown; inherited?: Inheritance };

const ownKeys = ["name", "version", "inForceFrom"];

/** The settings of all texts together, each laid over those before it. */
export function inheritanceOf(texts: readonly unknown[]): Family | { problems: LayerProblem[] } {
  const languages = languagesOf(texts);
  const [first, ...children] = texts;
  if (isGroup(first) && parentKey in first) return { problems: [parentMissing(first[parentKey])] };
  let family: Family = { settings: first };
  for (const [index, child] of children.entries()) {
    const problems = problemsOf(family.settings, child);
    if (problems.length > 0) {
      return { problems: problems.map((problem) => ({ layer: index + 1, ...problem })) };
    }
    family = childOf(family.settings, child, languages);
  }
  return family;
}

/** Both have passed `problemsOf`. */
function childOf(parent: unknown, child: unknown, languages: ReadonlySet<string>): Family {
  const { [parentKey]: from, ...own } = child as Readonly<Record<string, unknown>>;
  const { version } = parent as { version: number };
  const overrides = overridesIn(parent, own, languages).filter((path) => !ownKeys.includes(path));
  return {
    settings: overlaid(parent, own, languages),
    inherited: { from: String(from), version, overrides },
  };
}

function problemsOf(parent: unknown, child: unknown): Omit<LayerProblem, "layer">[] {
  if (!isGroup(child) || child[parentKey] === undefined) {
    const message = "is missing: a text behind another one says whose child it is";
    return [{ path: [parentKey], message }];
  }
  const { name, version } = isGroup(parent) ? parent : {};
  if (child[parentKey] !== name || !Number.isInteger(version)) {
    const message = `names ${JSON.stringify(child[parentKey])}, but the text before it is ${JSON.stringify(name)} version ${JSON.stringify(version)}`;
    return [{ path: [parentKey], message }];
  }
  const missing = ownKeys
    .filter((key) => child[key] === undefined || child[key] === null)
    .map((key) => ({ path: [key], message: "is missing: a child's text has its own" }));
  const same = { path: ["name"], message: "is the parent's name; a child has its own" };
  return child.name === name ? [...missing, same] : missing;
}

function parentMissing(name: unknown): LayerProblem {
  const message = `the text of ${JSON.stringify(name)} does not stand before this one`;
  return { layer: 0, path: [parentKey], message };
}
