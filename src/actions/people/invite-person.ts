/** Invites a colleague with roles and makes the link by which they set their account up. */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { checkLookAlikes } from "../../core/people/look-alikes.ts";
import { permit } from "../../core/people/permit.ts";
import { checkRoles } from "../../core/people/role-rules.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { insertPerson, setRoles } from "../../store/people/writer.ts";
import { defineAction } from "../action.ts";
import { nameField, rolesField, signInNameField } from "./account-input.ts";
import { makeLink } from "./make-link.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

export const invitePerson = defineAction({
  deed: "invite-person",
  title: "Invite",
  summary: "Invites a colleague and answers with the one-time link that sets the account up.",
  path: "/people",
  input: z.object({ name: nameField, signInName: signInNameField, roles: rolesField }),
  async run(context, actor, { name, signInName, roles }) {
    permit(actor, "invite-person");
    checkRoles(roles);
    checkLookAlikes(signInName);
    return asKeeperOfPeople(context, async (tx) => {
      const personId = context.newId();
      if (!(await insertPerson(context, tx, { personId, profile: { name, signInName } }))) {
        throw new Refusal("person.name-taken", { name: signInName });
      }
      await setRoles(context, tx, personId, roles);
      const body = { personId, roles, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "person.invited", body });
      return { personId, ...(await makeLink(context, tx, personId, "set-up")) };
    });
  },
});
