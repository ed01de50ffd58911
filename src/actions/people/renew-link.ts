/** Makes a new set-up link for somebody who lost theirs, or their phone and codes. Recorded, because it replaces a password. */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { defineAction } from "../action.ts";
import { personField } from "./account-input.ts";
import { makeLink } from "./make-link.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

export const renewLink = defineAction({
  deed: "renew-link",
  title: "New set-up link",
  summary: "Makes a new one-time link; accepting it replaces password, codes and sessions.",
  path: "/people/{personId}/link",
  input: z.object({ personId: personField }),
  async run(context, actor, { personId }) {
    permit(actor, "renew-link");
    return asKeeperOfPeople(context, async (tx) => {
      const account = await lockAccount(context, tx, personId);
      if (!account || account.disabledAt) throw new Refusal("person.unknown");
      const body = { personId, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "person.link-renewed", body });
      return makeLink(context, tx, personId, "set-up");
    });
  },
});
