/**
 * Makes the first administrator at the first start. Until somebody accepts the link, every start
 * makes a new one and ends the one before; afterwards it does nothing.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { administrators } from "../../store/people/account-reader.ts";
import { insertPerson, setRoles } from "../../store/people/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { makeLink } from "./make-link.ts";

export const createFirstAdministrator = defineAction({
  deed: "create-first-administrator",
  title: "Create the first administrator",
  summary: "Makes the first administrator and a one-time link to set the account up.",
  path: null,
  input: z.object({}),
  async run(context, actor) {
    permit(actor, "create-first-administrator");
    return context.transaction(actor, async (tx) => {
      const found = await administrators(tx);
      if (found.some(({ accepted }) => accepted)) return { link: null, expiresAt: null };
      const personId = found[0]?.personId ?? (await makeAdministrator(context, tx));
      return makeLink(context, tx, personId, "set-up");
    });
  },
});

async function makeAdministrator(context: Context, tx: Tx): Promise<string> {
  const personId = context.newId();
  const profile = { name: "Administrator", signInName: "administrator" };
  if (!(await insertPerson(context, tx, { personId, profile }))) {
    // Somebody of that name is disabled or has other roles: the new one is told apart by a number.
    profile.signInName = `administrator-${personId.slice(-6)}`;
    await insertPerson(context, tx, { personId, profile });
  }
  await setRoles(context, tx, personId, ["administrator"]);
  const body = { personId, roles: ["administrator"] };
  await appendHouseEvent(context, tx, { type: "person.invited", body });
  return personId;
}
