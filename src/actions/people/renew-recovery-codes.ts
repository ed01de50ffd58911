/** Gives out ten new recovery codes, shown once; those of before open nothing any more. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";
import { recordAndTell } from "./tell-person.ts";

export const renewRecoveryCodes = defineAction({
  deed: "renew-recovery-codes",
  title: "New recovery codes",
  summary: "Gives out ten new recovery codes and ends the ones before.",
  path: "/recovery-codes",
  input: z.object({}),
  async run(context, actor) {
    permit(actor, "renew-recovery-codes");
    const personId = staffIdOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      const recoveryCodes = await newRecoveryCodes(context, tx, personId);
      await recordAndTell(context, tx, { type: "recovery-codes.renewed", body: { personId } });
      return { recoveryCodes };
    });
  },
});
