/**
 * What differs between two texts of a policy, setting by setting. Says what changed, never whether
 * that is better; compared the other way round, what was added is what was removed.
 */
import type { Policy } from "./policy.ts";
import { isTold } from "./published-settings.ts";
import { type Leaf, type Settings, type SettingValue, settingsOf } from "./setting-leaves.ts";
import type { Text } from "./text.ts";

export type PolicyChange = {
  readonly path: string;
  /** The path with a star for each item's name; labels go by it. */
  readonly setting: string;
  readonly item: string | undefined;
} & (
  | { readonly kind: "added"; readonly after: SettingValue }
  | { readonly kind: "removed"; readonly before: SettingValue }
  | { readonly kind: "changed"; readonly before: SettingValue; readonly after: SettingValue }
);

export type Comparison = {
  /** Differences in what the public is told, in the order of the document. */
  readonly told: readonly PolicyChange[];
  /** How many settings differ besides, which no page prints. */
  readonly untold: number;
};

/** Not settings but the mark of a version: the head of a comparison says them. */
const marks: ReadonlySet<string> = new Set([
  "name",
  "version",
  "inForceFrom",
  "source",
  "demonstration",
]);

/** Every difference between two policies, from `before` to `after`. */
export function comparePolicies(before: Policy, after: Policy): Comparison {
  const [old, young] = [settingsOf(before), settingsOf(after)];
  const changes: PolicyChange[] = [];
  let untold = 0;
  for (const change of [...leafChanges(old, young), ...listChanges(old, young)]) {
    if (marks.has(change.path) || change.path.startsWith("inherited.")) continue;
    const seen = asTold(change, before, after);
    if (seen) changes.push(seen);
    else untold++;
  }
  const places = new Map([...placesOf(young), ...placesOf(old)]);
  const rank = (change: PolicyChange) => places.get(change.path) ?? 0;
  return { told: changes.toSorted((a, b) => rank(a) - rank(b)), untold };
}

/** The change as the public may see it: of a number that only one side may say, that side alone. */
function asTold(change: PolicyChange, before: Policy, after: Policy): PolicyChange | undefined {
  const { path, setting, item } = change;
  const old = change.kind !== "added" && isTold(before, setting, path) ? change.before : undefined;
  const young =
    change.kind !== "removed" && isTold(after, setting, path) ? change.after : undefined;
  return changeOf({ path, setting, item }, old, young);
}

function changeOf(
  place: Pick<PolicyChange, "path" | "setting" | "item">,
  before: SettingValue | undefined,
  after: SettingValue | undefined,
): PolicyChange | undefined {
  if (before !== undefined && after !== undefined) {
    return { ...place, kind: "changed", before, after };
  }
  if (after !== undefined) return { ...place, kind: "added", after };
  return before === undefined ? undefined : { ...place, kind: "removed", before };
}

function leafChanges(old: Settings, young: Settings): PolicyChange[] {
  const paths = new Set([...old.leaves.keys(), ...young.leaves.keys()]);
  return [...paths].flatMap((path) => {
    const [was, is] = [old.leaves.get(path), young.leaves.get(path)];
    if (was && is && isSame(was.value, is.value)) return [];
    const { setting, item } = (was ?? is) as Leaf;
    return changeOf({ path, setting, item }, was?.value, is?.value) ?? [];
  });
}

/** Sentences that only one side has; the first gone is shown beside the first new one, and so on. */
function listChanges(old: Settings, young: Settings): PolicyChange[] {
  const paths = new Set([...old.lists.keys(), ...young.lists.keys()]);
  return [...paths].flatMap((path) => {
    const [was, is] = [old.lists.get(path), young.lists.get(path)];
    const [gone, come] = apart(was?.texts ?? [], is?.texts ?? []);
    const setting = was?.setting ?? is?.setting ?? path;
    const count = Math.max(gone.length, come.length);
    return Array.from({ length: count }, (_, index) =>
      changeOf({ path, setting, item: undefined }, gone[index], come[index]),
    ).filter((change) => change !== undefined);
  });
}

/** What only the first list has and only the second; of the same texts, those out of their place. */
function apart(was: readonly Text[], is: readonly Text[]): [readonly Text[], readonly Text[]] {
  const [gone, come] = [onlyIn(was, is), onlyIn(is, was)];
  if (gone.length + come.length > 0) return [gone, come];
  const moved = was.flatMap((text, at) => (keyOf(text) === keyOf(is[at] ?? "") ? [] : [at]));
  const those = (texts: readonly Text[]) => moved.map((at) => texts[at] ?? "");
  return [those(was), those(is)];
}

/** The texts of one list that the other lacks; one that stands there twice is matched twice. */
function onlyIn(texts: readonly Text[], others: readonly Text[]): readonly Text[] {
  const left = others.map(keyOf);
  return texts.filter((text) => {
    const at = left.indexOf(keyOf(text));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function isSame(a: SettingValue, b: SettingValue): boolean {
  return keyOf(a) === keyOf(b);
}

/** The same words for the same value, whatever order its languages were written in. */
function keyOf(value: SettingValue): string {
  if (typeof value !== "object" || value instanceof Date || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function placesOf(settings: Settings): [string, number][] {
  const paths = [...settings.leaves.keys(), ...settings.lists.keys()];
  return paths.map((path, index) => [path, index]);
}
