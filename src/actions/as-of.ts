/**
 * Two people at the same words: a form carries the mark of what it began with, and whoever saves second
 * is refused, with both versions beside each other. Without a mark, as by the API, the last one counts.
 */
import { z } from "zod";
import { Refusal } from "../core/refusal.ts";
import { derivedId } from "../lib/derived-id.ts";

export const asOfField = z.uuid().optional().meta({
  title: "As it was",
  description: "The mark of what the writer knew; another one now refuses the change.",
});

/** The mark of values: the same as long as all of them are. */
export function markOf(...values: readonly (string | null)[]): string {
  return derivedId("as it was", ...values.map((value) => value ?? "\u0001"));
}

/** Refuses with deed.changed where the mark is given and is another one now. */
export function mustBeAsOf(given: string | undefined, now: string): void {
  if (given !== undefined && given !== now) throw new Refusal("deed.changed");
}
