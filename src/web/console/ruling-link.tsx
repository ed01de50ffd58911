/** The way to the page of one ruling for many, for whoever could make one. */
import { isPermitted } from "../../core/people/permit.ts";
import { LinkButton } from "../../ui/button.tsx";
import type { Staff } from "../server/actor-of.ts";

export const rulingPath = "/console/ruling";

/** The same page with a ready text or the list of them, and all that was typed: sends and keeps nothing. */
export const rulingTextsPath = `${rulingPath}/texts`;

/** The page with these cases ticked. */
export function rulingFor(caseIds: readonly string[]): string {
  return `${rulingPath}?cases=${caseIds.join(",")}`;
}

/** Whoever could rule on a case of their own; on which cases is asked at each of them. */
export function mayRule(staff: Staff): boolean {
  return isPermitted(staff, "rule-on-case", { caseId: "", staff: [staff.id], outsiders: [] });
}

export function RulingLink({ staff }: { staff: Staff }) {
  if (!mayRule(staff)) return null;
  return (
    <LinkButton look="quiet" href={rulingPath}>
      One ruling for many
    </LinkButton>
  );
}
