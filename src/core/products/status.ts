/**
 * How a product version stands towards a vulnerability: the four statuses of VEX, the five reasons why
 * one is not affected, and what a temporary step is. Never reads the time.
 */
import { Refusal } from "../refusal.ts";

export const statuses = ["under-investigation", "affected", "fixed", "not-affected"] as const;
export type Status = (typeof statuses)[number];

export const justifications = [
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
] as const;
export type Justification = (typeof justifications)[number];

/** What is set: a row that is there, a version that has none yet, or a product as a whole. */
export type StatusPlace =
  | { readonly of: "row"; readonly affectedId: string; readonly seen: string }
  | { readonly of: "version"; readonly productId: string; readonly versionId: string }
  | { readonly of: "product"; readonly productId: string };

const id = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
export const placePattern = new RegExp(`^(row:${id}:${id}|version:${id}:${id}|product:${id})$`);

/** A place as forms and the API name it, such as `version:<product>:<version>`. */
export function placeText(place: StatusPlace): string {
  switch (place.of) {
    case "row":
      return `row:${place.affectedId}:${place.seen}`;
    case "version":
      return `version:${place.productId}:${place.versionId}`;
    case "product":
      return `product:${place.productId}`;
  }
}

/** The place of that text; the text must match `placePattern`. */
export function placeOf(text: string): StatusPlace {
  const [of, first = "", second = ""] = text.split(":");
  if (of === "row") return { of, affectedId: first, seen: second };
  if (of === "version") return { of, productId: first, versionId: second };
  return { of: "product", productId: first };
}

export interface StatusSaid {
  readonly status: Status;
  readonly justification: Justification | null;
  /** The day by which a temporary step is looked at again, YYYY-MM-DD; null is for good. */
  readonly untilOn: string | null;
}

/**
 * Refuses "not affected" without its reason (VEX asks for one), a reason for anything else, and a
 * temporary step that has ended already; `today` is a day in the house's zone.
 */
export function mustHold(said: StatusSaid, today: string): void {
  if (said.status === "not-affected" && !said.justification) {
    throw new Refusal("status.justification");
  }
  if (said.status !== "not-affected" && said.justification) {
    throw new Refusal("status.justification-unasked");
  }
  if (said.untilOn !== null && said.untilOn < today) throw new Refusal("status.until-past");
}

/** How far the answers are: rows that say nothing yet, and temporary ones whose day has passed. */
export function progressOf(
  rows: readonly Pick<StatusSaid, "status" | "untilOn">[],
  today: string,
): { readonly answered: number; readonly open: number; readonly late: number } {
  const open = rows.filter(({ status }) => status === "under-investigation").length;
  const late = rows.filter(({ untilOn }) => untilOn !== null && untilOn < today).length;
  return { answered: rows.length - open, open, late };
}
