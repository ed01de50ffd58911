/** Removes a passkey of one's own, unless it is the last way in. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { deletePasskey } from "../../store/people/passkey-writer.ts";
import { defineAction } from "../action.ts";
import { keepAWayIn } from "./keep-a-way-in.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { recordAndTell } from "./tell-person.ts";

export const removePasskey = defineAction({
  deed: "remove-passkey",
  title: "Remove the passkey",
  summary: "Removes a passkey of your own; the last way in stays.",
  path: "/passkeys/{passkeyId}/removal",
  input: z.object({ passkeyId: z.uuid().meta({ title: "Passkey" }) }),
  async run(context, actor, { passkeyId }) {
    permit(actor, "remove-passkey");
    const personId = staffIdOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      // Locked, so that of two removals at once the second sees what the first left.
      await lockAccount(context, tx, personId);
      if (!(await deletePasskey(tx, personId, passkeyId))) {
        throw new Refusal("person.passkey-unknown");
      }
      await keepAWayIn(context, tx, personId);
      await recordAndTell(context, tx, { type: "passkey.removed", body: { personId, passkeyId } });
      return { passkeyId };
    });
  },
});
