/** Gives a colleague other roles; it holds from their next request on. */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { checkRoles } from "../../core/people/role-rules.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { setRoles } from "../../store/people/writer.ts";
import { defineAction } from "../action.ts";
import { personField, rolesField } from "./account-input.ts";
import { keepAnAdministrator } from "./keep-an-administrator.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

export const changeRoles = defineAction({
  deed: "change-roles",
  title: "Change roles",
  summary: "Gives a colleague exactly these roles.",
  path: "/people/{personId}/roles",
  input: z.object({ personId: personField, roles: rolesField }),
  async run(context, actor, { personId, roles }) {
    permit(actor, "change-roles");
    checkRoles(roles);
    return asKeeperOfPeople(context, async (tx) => {
      const account = await lockAccount(context, tx, personId);
      if (!account || account.disabledAt) throw new Refusal("person.unknown");
      await setRoles(context, tx, personId, roles);
      const body = { personId, roles, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "person.roles-changed", body });
      await keepAnAdministrator(tx);
      return { personId, roles };
    });
  },
});
