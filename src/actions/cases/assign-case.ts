/**
 * Gives a case its accountable owner (ALE-08): somebody who is on it, for being let in takes a reason.
 * Whoever is on call takes one that nobody has, whatever their role; the others are handed over by handlers.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { colleagueOf, staffIdOf } from "../../core/people/actor.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { isOnCase } from "../../store/cases/leads-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { addMember } from "../../store/cases/writer.ts";
import { isColleague } from "../../store/people/reader.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const assignCase = defineAction({
  deed: "assign-case",
  title: "Assign",
  summary: "Names the person who answers for the case.",
  path: "/cases/{caseId}/owner",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    ownerId: z.uuid().meta({ title: "Owner" }),
  }),
  async run(context, actor, { caseId, ownerId }) {
    return onCase(context, actor, "assign-case", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const members = await membershipOf(desk.tx, caseId);
      const takes = ownerId === staffIdOf(actor) && !desk.head.ownerId;
      if (!takes && !isPermitted(actor, "release-case", members)) {
        throw new Refusal("case.take-only");
      }
      if (!(await isColleague(desk.tx, ownerId))) throw new Refusal("person.unknown");
      if (!(await isOnCase(desk.tx, caseId, ownerId))) throw new Refusal("member.not-on-case");
      const body = { ownerId, before: desk.head.ownerId };
      const eventId = await desk.record({ sideId: staffSide, type: "case.assigned", body });
      const change = { owner_id: ownerId, last_event_id: eventId };
      await updateState(context, desk.tx, "cases", { case_id: caseId }, change);
      // Lists of one's own cases go by one's own name, so whoever came by a team gets a row, too.
      if (!members?.staff.includes(ownerId)) {
        const member = { caseId, principalId: ownerId, sideId: staffSide };
        const how = { role: "owner", rule: null, addedBy: colleagueOf(actor) };
        await addMember(context, desk.tx, { ...member, ...how }, eventId);
      }
      return { ownerId };
    });
  },
});
