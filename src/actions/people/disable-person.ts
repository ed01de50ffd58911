/** Closes an account: its sessions, links and passkeys end at once, its record stays. */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { defineAction } from "../action.ts";
import { personField } from "./account-input.ts";
import { closeAccount, logClosed } from "./close-account.ts";
import { keepAnAdministrator } from "./keep-an-administrator.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

export const disablePerson = defineAction({
  deed: "disable-person",
  title: "Disable",
  summary: "Closes an account; its sessions end at once.",
  path: "/people/{personId}/disable",
  input: z.object({ personId: personField }),
  async run(context, actor, { personId }) {
    permit(actor, "disable-person");
    const sessionsEnded = await asKeeperOfPeople(context, async (tx) => {
      if (!(await lockAccount(context, tx, personId))) throw new Refusal("person.unknown");
      const sessions = await closeAccount(context, tx, personId);
      const body = { personId, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "person.disabled", body });
      await keepAnAdministrator(tx);
      return sessions;
    });
    await logClosed(context, personId);
    return { personId, sessionsEnded };
  },
});
