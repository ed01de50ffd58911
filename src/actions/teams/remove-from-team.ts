/** Takes a colleague out of a team, with the reason: what they read by it alone is closed to them. */
import { z } from "zod";
import { removeTeamMember } from "../../store/teams/writer.ts";
import { defineAction } from "../action.ts";
import { reasonField } from "../people/reason-field.ts";
import { onTeam } from "./change-team.ts";

export const removeFromTeam = defineAction({
  deed: "remove-from-team",
  title: "Take out of the team",
  summary: "Takes a colleague out of a team, and so off the cases that they read by it alone.",
  path: "/teams/{teamId}/members/{personId}/remove",
  input: z.object({
    teamId: z.uuid().meta({ title: "Team" }),
    personId: z.uuid().meta({ title: "Colleague" }),
    reason: reasonField("Why they leave it", "Say why this colleague leaves the team."),
  }),
  run: (context, actor, given) =>
    onTeam(
      context,
      actor,
      { deed: "remove-from-team", event: "team.member-removed", ...given },
      (tx) => removeTeamMember(tx, given.teamId, given.personId),
    ),
});
