/** Lets whoever is woken into the case, by the rule on-call: a link that opens nothing would wake nobody. */
import { staffSide } from "../../core/cases/sides.ts";
import { onCallRule } from "../../core/people/routing.ts";
import { isOnCase } from "../../store/cases/leads-reader.ts";
import { addMember, keepMember } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import type { Desk } from "../on-case.ts";

/** Who is on the case for good already stays as they are. */
export async function letIn(context: Context, desk: Desk, personId: string): Promise<void> {
  const { tx, head } = desk;
  const { caseId } = head;
  if (await isOnCase(tx, caseId, personId)) return;
  const eventId = await desk.record({
    sideId: staffSide,
    type: "member.routed",
    body: { principalId: personId, rule: onCallRule },
  });
  const member = { caseId, principalId: personId, addedBy: null };
  // Their row of a broken glass is there, run out or not.
  if (await keepMember(context, tx, member, eventId)) return;
  const how = { sideId: staffSide, role: "on-call", rule: onCallRule };
  await addMember(context, tx, { ...member, ...how }, eventId);
}
