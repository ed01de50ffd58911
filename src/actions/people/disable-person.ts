/** Closes an account: its sessions, links and passkeys end at once, its record stays. */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { deleteLinksOf } from "../../store/people/link-writer.ts";
import { deletePasskeysOf } from "../../store/people/passkey-writer.ts";
import { deleteSessionsOf } from "../../store/people/session-writer.ts";
import { deleteSsoLinkOf } from "../../store/people/sso-writer.ts";
import { disable } from "../../store/people/writer.ts";
import { defineAction } from "../action.ts";
import { personField } from "./account-input.ts";
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
    return asKeeperOfPeople(context, async (tx) => {
      if (!(await lockAccount(context, tx, personId))) throw new Refusal("person.unknown");
      await disable(context, tx, personId);
      const sessions = await deleteSessionsOf(tx, personId);
      await deleteLinksOf(tx, personId);
      await deletePasskeysOf(tx, personId);
      await deleteSsoLinkOf(tx, personId);
      const body = { personId, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "person.disabled", body });
      await keepAnAdministrator(tx);
      return { personId, sessionsEnded: sessions };
    });
  },
});
