/** A date that somebody plans for is still to come, and not in another age. */
import { Refusal } from "../../core/refusal.ts";

const yearsAhead = 10;

/** Refuses with publish.date. `on` is an instant in ISO 8601. */
export function mustLieAhead(on: string, now: Date): void {
  const at = new Date(on);
  const latest = new Date(now);
  latest.setUTCFullYear(now.getUTCFullYear() + yearsAhead);
  if (at <= now || at > latest) throw new Refusal("publish.date");
}
