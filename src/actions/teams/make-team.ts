/** Makes a team: people who are let into cases together. */
import { z } from "zod";
import { colleagueOf, staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { mayMakeTeam } from "../../core/people/team-rules.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { addTeamMember, makeTeam as insertTeam, keyOfTeam } from "../../store/teams/writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { reasonField } from "../people/reason-field.ts";

export const makeTeam = defineAction({
  deed: "make-team",
  title: "Make team",
  summary: "Makes a team, which can then be let into cases as one.",
  path: "/teams",
  input: z.object({
    name: z.string().trim().min(2, "Name the team.").max(80).meta({ title: "Name" }),
    entity: z.string().trim().max(200).optional().meta({
      title: "Entity",
      description: "For the team of an entity: it joins the cases that are given to the entity.",
    }),
    reason: reasonField("What it is for", "Say what the team is for."),
  }),
  async run(context, actor, { name, entity: given, reason }) {
    permit(actor, "make-team");
    const personId = staffIdOf(actor);
    const roles = actor.kind === "staff" ? actor.roles : [];
    const entity = given || null;
    const { organisation } = inForceAt(context.policies, context.now());
    if (entity !== null && !organisation.entities.some((each) => each.name === entity)) {
      throw new Refusal("entity.unknown");
    }
    mayMakeTeam({ id: personId, roles }, { name, entity }, context.policies);
    return asKeeperOfPeople(context, async (tx) => {
      const teamId = context.newId();
      if (!(await insertTeam(context, tx, { teamId, name, entity }))) {
        throw new Refusal("team.name-taken", { name });
      }
      // A lead changes the teams that they belong to: this one begins with them.
      const first = roles.includes("administrator") ? null : personId;
      if (first) await addTeamMember(context, tx, teamId, first);
      await appendHouseEvent(context, tx, {
        type: "team.made",
        body: { teamId, personId: first, by: colleagueOf(actor) },
        text: { key: await keyOfTeam(context, tx, teamId), plain: reason },
      });
      return { teamId };
    });
  },
});
