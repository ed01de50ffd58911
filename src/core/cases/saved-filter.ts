/** What a saved filter keeps of the queue's address: what the queue understands, in one order, and not where a page began. */
import { filterOf, wordsOfFilter } from "./queue-filter.ts";

/** One person's, and as many again of each of their teams. */
export const savedFiltersMax = 50;

const lanes = ["waiting", "closed"];

/**
 * The words of an address ("lane=waiting&owner=me") as they are kept. Null where it says nothing that
 * narrows the queue, or something that the queue does not understand.
 */
export function savedQueryOf(text: string): string | null {
  const said = Object.fromEntries(new URLSearchParams(text)) as Record<string, string>;
  const { filter, unknown } = filterOf(said);
  if (unknown.length > 0) return null;
  const { lane = "", mine } = said;
  const words = [
    ...(lanes.includes(lane) ? [["lane", lane]] : []),
    ...(mine === "yes" ? [["mine", "yes"]] : []),
    ...wordsOfFilter(filter),
  ];
  return words.length === 0 ? null : new URLSearchParams(words as [string, string][]).toString();
}

/** A saved filter in two: what may stand in clear, and the label, which is sealed. */
export interface FilterApart {
  readonly query: string;
  readonly label: string | null;
}

/** Takes the label out of the words that savedQueryOf gave. */
export function labelApart(saved: string): FilterApart {
  const words = new URLSearchParams(saved);
  const label = words.get("label");
  words.delete("label");
  return { query: words.toString(), label };
}

/** The words that labelApart was given. */
export function labelBack({ query, label }: FilterApart): string {
  if (label === null) return query;
  const words = new URLSearchParams(query);
  words.set("label", label);
  return savedQueryOf(words.toString()) ?? query;
}
