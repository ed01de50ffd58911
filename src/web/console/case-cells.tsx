/** Cells that lists of cases share: whose a case is, and a date whose zone the column's head names. */
import { whenText } from "../../ui/when.tsx";

/** The owner by name; an account that this reader cannot see stays a colleague. */
export function OwnerCell(props: { ownerId: string | null; names: ReadonlyMap<string, string> }) {
  const { ownerId, names } = props;
  if (!ownerId) return <span class="no-owner">No owner</span>;
  return <>{names.get(ownerId) ?? "A colleague"}</>;
}

/** "3 March 2026, 23:59" in the zone, whose name is said elsewhere. */
export function localWords(at: Date, zone: string): string {
  return whenText({ at, zone }).replace(/ \S+( \(UTC.*\))?$/, "");
}
