/** Invites a colleague with roles and makes the link by which they set their account up. */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { checkLookAlikes, isAlike } from "../../core/people/look-alikes.ts";
import { permit } from "../../core/people/permit.ts";
import { checkRoles } from "../../core/people/role-rules.ts";
import type { StaffRole } from "../../core/people/roles.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { peopleList } from "../../store/people/reader.ts";
import { insertPerson, setRoles } from "../../store/people/writer.ts";
import { teamOf } from "../../store/teams/reader.ts";
import { addTeamMember } from "../../store/teams/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { nameField, rolesField, signInNameField } from "./account-input.ts";
import { makeLink } from "./make-link.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

export const invitePerson = defineAction({
  deed: "invite-person",
  title: "Invite",
  summary: "Invites a colleague and answers with the one-time link that sets the account up.",
  path: "/people",
  input: z.object({
    name: nameField,
    signInName: signInNameField,
    roles: rolesField,
    teamId: z.uuid().optional().meta({
      title: "Team",
      description:
        "Whoever is of an entity’s team does not join the PSIRT team, and sees none of its cases.",
    }),
  }),
  async run(context, actor, { name, signInName, roles, teamId }) {
    permit(actor, "invite-person");
    checkRoles(roles);
    checkLookAlikes(signInName);
    return asKeeperOfPeople(context, async (tx) => {
      const personId = context.newId();
      if (!(await insertPerson(context, tx, { personId, profile: { name, signInName } }))) {
        throw new Refusal("person.name-taken", { name: signInName });
      }
      await checkOthers(context, tx, personId, signInName);
      // Before the roles, by which they could else join the PSIRT team for a moment.
      if (teamId !== undefined) await joinTeam(context, tx, { teamId, personId, roles });
      await setRoles(context, tx, personId, roles);
      const body = { personId, roles, teamId: teamId ?? null, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "person.invited", body });
      return { personId, ...(await makeLink(context, tx, personId, "set-up")) };
    });
  },
});

/** Refuses with person.like-another, also where the other account is closed: its name stands in the record. */
async function checkOthers(
  context: Context,
  tx: Tx,
  personId: string,
  signInName: string,
): Promise<void> {
  const others = (await peopleList(context, tx)).filter((each) => each.personId !== personId);
  // An account that was erased has no name any more.
  if (others.some((each) => each.signInName && isAlike(each.signInName, signInName))) {
    throw new Refusal("person.like-another");
  }
}

/** An administrator reads no case, and so is of no team. Refuses with team.unknown. */
async function joinTeam(
  context: Context,
  tx: Tx,
  { teamId, personId, roles }: { teamId: string; personId: string; roles: readonly StaffRole[] },
): Promise<void> {
  if (roles.includes("administrator") || !(await teamOf(tx, teamId))) {
    throw new Refusal("team.unknown");
  }
  await addTeamMember(context, tx, teamId, personId);
}
