/** Lets a colleague or a team into a case, with the reason: need-to-know is given by a recorded deed. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { colleagueOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { addMember as insertMember, keepMember } from "../../store/cases/writer.ts";
import { isColleague } from "../../store/people/reader.ts";
import { teamOf } from "../../store/teams/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { mustBeOnForGood } from "./on-for-good.ts";

export const addMember = defineAction({
  deed: "add-member",
  title: "Add to the case",
  summary: "Lets a colleague or a team read a case, with the reason.",
  path: "/cases/{caseId}/members",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    personId: z.uuid().optional().meta({ title: "Colleague" }),
    teamId: z
      .uuid()
      .optional()
      .meta({ title: "Team", description: "Instead of one colleague: everybody of a team." }),
    reason: reasonField("Why they need to know", "Say why they need to know."),
  }),
  async run(context, actor, { caseId, personId, teamId, reason }) {
    return onCase(context, actor, "add-member", caseId, async (desk) => {
      await mustBeOnForGood(desk.tx, caseId, actor);
      const { principalId, role } = await newMember(desk.tx, personId, teamId);
      const members = await memberRowsOf(desk.tx, caseId);
      const member = members.find((row) => row.principalId === principalId);
      if (member && member.expiresAt === null) return { principalId };
      const eventId = await desk.record({
        sideId: staffSide,
        type: "member.added",
        body: { principalId },
        text: { key: desk.caseKey, plain: reason },
      });
      const added = { caseId, principalId, addedBy: colleagueOf(actor) };
      // Somebody who broke the glass may be let stay; their row is there, run out or not.
      if (!(await keepMember(context, desk.tx, added, eventId))) {
        const row = { ...added, sideId: staffSide, role, rule: null };
        await insertMember(context, desk.tx, row, eventId);
      }
      return { principalId };
    });
  },
});

/** Refuses with person.unknown or team.unknown; with member.which where not exactly one is named. */
async function newMember(tx: Tx, personId?: string, teamId?: string) {
  if ((personId === undefined) === (teamId === undefined)) throw new Refusal("member.which");
  if (personId !== undefined) {
    if (!(await isColleague(tx, personId))) throw new Refusal("person.unknown");
    return { principalId: personId, role: "member" };
  }
  if (teamId === undefined || !(await teamOf(tx, teamId))) throw new Refusal("team.unknown");
  return { principalId: teamId, role: "team" };
}
