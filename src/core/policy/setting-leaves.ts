/** Takes a policy apart into its settings, each with its path. Knows shapes, no setting by name. */
import type { Length } from "../clocks/length.ts";
import type { Policy } from "./policy.ts";
import { inLanguage, type Text } from "./text.ts";

/** What one setting holds. A list is one value where its items are words of ours or of a standard. */
export type SettingValue = boolean | number | Length | Text | Date | readonly (string | number)[];

export type Leaf = {
  /** Where it stands: "scoring.bands.high.low"; items of a list go by their name or number. */
  readonly path: string;
  /** The same with a star for each item's name: "scoring.bands.*.low". */
  readonly setting: string;
  /** The item's own name, "high"; undefined outside lists, and for items that have none. */
  readonly item: string | undefined;
  readonly value: SettingValue;
};

/** Lists of texts go by their words, so that one put in between changes no other. */
export type TextList = { readonly setting: string; readonly texts: readonly Text[] };

export type Settings = {
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly lists: ReadonlyMap<string, TextList>;
};

/** Every setting of a policy but the notes on which requirement it serves. What is empty is left out. */
export function settingsOf(policy: Policy): Settings {
  const found = { leaves: new Map<string, Leaf>(), lists: new Map<string, TextList>() };
  visit(policy, { path: "", setting: "", item: undefined }, found, new Set(policy.languages));
  return found;
}

type Place = Omit<Leaf, "value">;
type Found = { leaves: Map<string, Leaf>; lists: Map<string, TextList> };

function visit(value: unknown, place: Place, found: Found, languages: ReadonlySet<string>): void {
  if (isEmpty(value)) return;
  if (Array.isArray(value)) {
    visitList(value, place, found, languages);
  } else if (!isGroup(value) || isText(value, languages) || isLength(value)) {
    found.leaves.set(place.path, { ...place, value: value as SettingValue });
  } else visitGroup(value, place, found, languages);
}

function visitGroup(
  group: Readonly<Record<string, unknown>>,
  place: Place,
  found: Found,
  languages: ReadonlySet<string>,
): void {
  const open = openKeyed.has(place.setting);
  for (const [key, each] of Object.entries(group)) {
    if (key === "requirements") continue;
    visit(each, open ? itemBelow(place, key) : below(place, key), found, languages);
  }
}

/** Groups whose keys are names that a policy chooses among: promises, severity bands. */
const openKeyed: ReadonlySet<string> = new Set([
  "alerts.bySeverity",
  "promises",
  "promises.*.bySeverity",
]);

function visitList(
  items: readonly unknown[],
  place: Place,
  found: Found,
  languages: ReadonlySet<string>,
): void {
  const groups = items.filter((item) => isGroup(item) && !isText(item, languages));
  if (groups.length === items.length) {
    items.forEach((item, index) => {
      visit(item, itemBelow(place, nameOf(item, index)), found, languages);
    });
  } else if (textLists.has(place.setting)) {
    const setting = `${place.setting}.*`;
    found.lists.set(place.path, { setting, texts: items as readonly Text[] });
  } else {
    found.leaves.set(place.path, { ...place, value: items as readonly (string | number)[] });
  }
}

/** Lists whose items are sentences. */
const textLists: ReadonlySet<string> = new Set([
  "organisation.programme",
  "channels.says",
  "reporterUndertakings.must",
  "reporterUndertakings.mustNot",
  "privacy.says",
  "thirdParty.says",
  "scoring.says",
  "disclosure.bodies",
  "disclosure.says",
  "recognition.says",
  "embargo.says",
  "cna.says",
  "appeals.grounds",
  "appeals.process",
]);

function below(place: Place, key: string): Place {
  const join = (start: string) => (start === "" ? key : `${start}.${key}`);
  return { path: join(place.path), setting: join(place.setting), item: place.item };
}

function itemBelow(place: Place, name: string): Place {
  return { path: `${place.path}.${name}`, setting: `${place.setting}.*`, item: name };
}

function nameOf(item: unknown, index: number): string {
  const { id, code, name, region } = item as Record<string, unknown>;
  const named = wordsOf(id ?? code ?? name);
  if (named === undefined) return `${index + 1}`;
  // Two regions may have a support desk of one name.
  return region === undefined ? named : `${named}, ${wordsOf(region)}`;
}

/** A name in English, or in the first language that it has: items must keep theirs. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return isGroup(value) ? inLanguage(value as Text, "en") : undefined;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isGroup(value)) return Object.keys(value).length === 0;
  return false;
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

function isText(value: Readonly<Record<string, unknown>>, languages: ReadonlySet<string>): boolean {
  const entries = Object.entries(value);
  return entries.every(([key, each]) => languages.has(key) && typeof each === "string");
}

function isLength(value: Readonly<Record<string, unknown>>): boolean {
  const [first, ...others] = Object.keys(value);
  return others.length === 0 && /^(hours|days|workingDays|months)$/.test(first ?? "");
}
