/** Labels of a case: words of a team's own by which it finds cases again (CC-31). */
import { Refusal } from "../refusal.ts";

/** So long that a label and the word before it are still found as a whole (core/search/words.ts). */
export const labelLettersMax = 30;
/** More labels than these tell nothing any more. */
export const labelsMax = 20;

const form = /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u;

/** "Zero day, switch" as "zero-day-switch". Refuses with label.unreadable what leaves no word. */
export function labelOf(text: string): string {
  const label = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  if (!form.test(label) || [...label].length > labelLettersMax) {
    throw new Refusal("label.unreadable", { most: labelLettersMax });
  }
  return label;
}

/** As labelOf, undefined where no label can be made of it. */
export function labelIn(text: string): string | undefined {
  try {
    return labelOf(text);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

export type LabelChange = { readonly add: string } | { readonly remove: string };

/** The labels afterwards, in their order; the same list where nothing changes. Refuses with label.too-many. */
export function labelsAfter(labels: readonly string[], change: LabelChange): readonly string[] {
  if ("remove" in change) {
    const left = labels.filter((each) => each !== change.remove);
    return left.length === labels.length ? labels : left;
  }
  if (labels.includes(change.add)) return labels;
  if (labels.length >= labelsMax) throw new Refusal("label.too-many", { most: labelsMax });
  return [...labels, change.add].sort((a, b) => (a < b ? -1 : 1));
}

/** What stands in the index of words, and what finds the cases with that label. */
export function searchWordOf(label: string): string {
  return `label:${label}`;
}
