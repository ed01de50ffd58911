/** The way to the page of one ruling for many, for whoever could make one. */
import { isPermitted } from "../../core/people/permit.ts";
import { LinkButton } from "../../ui/button.tsx";
import type { Staff } from "../server/actor-of.ts";

export const rulingPath = "/console/ruling";

export function RulingLink({ staff }: { staff: Staff }) {
  const own = { caseId: "", staff: [staff.id], outsiders: [] };
  if (!isPermitted(staff, "rule-on-case", own)) return null;
  return (
    <LinkButton look="quiet" href={rulingPath}>
      One ruling for many
    </LinkButton>
  );
}
