/**
 * The demonstration's seats: accounts without a password that open by a link, again and again until
 * it ends, so that a newcomer can look at the work from every chair. Never outside a demonstration.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { checkRoles } from "../../core/people/role-rules.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { accountByName } from "../../store/people/account-reader.ts";
import { insertPerson, setRoles } from "../../store/people/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { nameField, rolesField, signInNameField } from "./account-input.ts";
import { makeLink } from "./make-link.ts";

const input = z.object({ name: nameField, signInName: signInNameField, roles: rolesField });

export const openSeat = defineAction({
  deed: "open-seat",
  title: "Open a seat",
  summary: "Makes a demonstration account, once, and a new link that opens it.",
  path: null,
  input,
  async run(context, actor, seat) {
    permit(actor, "open-seat");
    if (!context.demonstration) throw new Error("seats are for demonstrations only");
    checkRoles(seat.roles);
    return context.transaction(actor, async (tx) => {
      const found = await accountByName(context, tx, seat.signInName);
      const personId = found?.personId ?? (await takeSeat(context, tx, seat));
      return { personId, ...(await makeLink(context, tx, personId, "sign-in")) };
    });
  },
});

async function takeSeat(
  context: Context,
  tx: Tx,
  { name, signInName, roles }: z.output<typeof input>,
): Promise<string> {
  const personId = context.newId();
  await insertPerson(context, tx, { personId, profile: { name, signInName } });
  await setRoles(context, tx, personId, roles);
  await appendHouseEvent(context, tx, { type: "person.invited", body: { personId, roles } });
  return personId;
}
