/** What must hold after somebody was taken off a case: it keeps its owner, and a lead if it had one. */
import { Refusal } from "../refusal.ts";

export type Leaving = {
  /** Whether the case has an owner who would no longer be on it. */
  losesOwner: boolean;
  /** Leads on the case now, and those that would be left. */
  leadsBefore: number;
  leadsAfter: number;
};

/** Refuses with member.owner or member.last-lead. */
export function mustStayCovered({ losesOwner, leadsBefore, leadsAfter }: Leaving): void {
  if (losesOwner) throw new Refusal("member.owner");
  if (leadsBefore > 0 && leadsAfter === 0) throw new Refusal("member.last-lead");
}
