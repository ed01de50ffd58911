/** Takes a colleague or a team off a case, and keeps the case covered: part of several deeds. */
import { staffSide } from "../../core/cases/sides.ts";
import { mustStayCovered } from "../../core/people/leaving.ts";
import { isOnCase, leadsOf } from "../../store/cases/leads-reader.ts";
import { removeMember } from "../../store/cases/writer.ts";
import type { Desk } from "../on-case.ts";

/** Refuses with member.owner or member.last-lead; records member.removed, with the reason where there is one. */
export async function takeOffCase(
  desk: Desk,
  { principalId, reason, rule }: { principalId: string; reason?: string; rule?: string },
): Promise<void> {
  const { tx, head } = desk;
  const { caseId, ownerId } = head;
  // An owner is a member by name; a team may go that the owner came by.
  const owns =
    ownerId !== null &&
    (await isOnCase(tx, caseId, ownerId)) &&
    !(await isOnCase(tx, caseId, ownerId, principalId));
  const isOwner = ownerId === principalId;
  mustStayCovered({
    // Of a closed case nothing is owed any more by anybody.
    losesOwner: (owns || isOwner) && !head.closedAt,
    leadsBefore: (await leadsOf(tx, caseId)).length,
    leadsAfter: (await leadsOf(tx, caseId, principalId)).length,
  });
  await desk.record({
    sideId: staffSide,
    type: "member.removed",
    body: { principalId, rule: rule ?? null },
    ...(reason === undefined ? {} : { text: { key: desk.caseKey, plain: reason } }),
  });
  await removeMember(tx, caseId, principalId);
}
