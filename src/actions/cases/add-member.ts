/** Lets a colleague into a case, with the reason: need-to-know is given by a recorded deed. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { colleagueOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { addMember as insertMember } from "../../store/cases/writer.ts";
import { isColleague } from "../../store/people/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const addMember = defineAction({
  deed: "add-member",
  title: "Add to the case",
  summary: "Lets a colleague read a case, with the reason.",
  path: "/cases/{caseId}/members",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    personId: z.uuid().meta({ title: "Colleague" }),
    reason: z
      .string()
      .trim()
      .min(5, "Say why this colleague needs to know.")
      .max(2_000)
      .meta({ title: "Why they need to know" }),
  }),
  async run(context, actor, { caseId, personId, reason }) {
    return onCase(context, actor, "add-member", caseId, async (desk) => {
      if (!(await isColleague(desk.tx, personId))) throw new Refusal("person.unknown");
      const members = await membershipOf(desk.tx, caseId);
      if (members?.staff.includes(personId)) return { personId };
      const eventId = await desk.record({
        sideId: staffSide,
        type: "member.added",
        body: { principalId: personId },
        text: { key: desk.caseKey, plain: reason },
      });
      const member = {
        caseId,
        principalId: personId,
        sideId: staffSide,
        role: "member",
        rule: null,
      };
      const addedBy = colleagueOf(actor);
      await insertMember(context, desk.tx, { ...member, addedBy }, eventId);
      return { personId };
    });
  },
});
