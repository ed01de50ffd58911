/** Puts a colleague into a team, with the reason: they read every case that the team is on. */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { isColleague } from "../../store/people/reader.ts";
import { addTeamMember } from "../../store/teams/writer.ts";
import { defineAction } from "../action.ts";
import { reasonField } from "../people/reason-field.ts";
import { onTeam } from "./change-team.ts";

export const addToTeam = defineAction({
  deed: "add-to-team",
  title: "Add to the team",
  summary: "Puts a colleague into a team; they read the cases that the team is on.",
  path: "/teams/{teamId}/members",
  input: z.object({
    teamId: z.uuid().meta({ title: "Team" }),
    personId: z.uuid().meta({ title: "Colleague" }),
    reason: reasonField("Why they belong to it", "Say why this colleague belongs to the team."),
  }),
  run: (context, actor, given) =>
    onTeam(
      context,
      actor,
      { deed: "add-to-team", event: "team.member-added", ...given },
      async (tx) => {
        if (!(await isColleague(tx, given.personId))) throw new Refusal("person.unknown");
        return addTeamMember(context, tx, given.teamId, given.personId);
      },
    ),
});
