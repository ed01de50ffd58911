/** Erases the profile of a colleague who left. What they did stays on record as a former colleague's. */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { eraseProfile } from "../../store/people/erase-writer.ts";
import { accountEntry } from "../../store/retention/erasure-log.ts";
import { holdErasureLog } from "../../store/retention/shred-writer.ts";
import { defineAction } from "../action.ts";
import { personField } from "../people/account-input.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";

export const eraseAccount = defineAction({
  deed: "erase-account",
  title: "Erase the profile",
  summary: "Erases name, sign-in name and means of sign-in of a closed account.",
  path: "/people/{personId}/erasure",
  input: z.object({ personId: personField }),
  async run(context, actor, { personId }) {
    permit(actor, "erase-account");
    return asKeeperOfPeople(context, async (tx) => {
      const account = await lockAccount(context, tx, personId);
      if (!account) throw new Refusal("person.unknown");
      if (!account.disabledAt) throw new Refusal("person.not-closed");
      if (!(await eraseProfile(context, tx, personId))) throw new Refusal("retention.nothing");
      const body = { personId, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "person.erased", body });
      await holdErasureLog(tx);
      await context.erasureLog.append(accountEntry("erased", personId, context.now()));
      return { personId };
    });
  },
});
