/** Registers a passkey of one's own. A dangerous deed: it is a way in that stays. */
import { z } from "zod";
import type { Actor } from "../../core/people/actor.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { passkeysOf } from "../../store/people/passkey-reader.ts";
import { insertPasskey } from "../../store/people/passkey-writer.ts";
import { defineAction } from "../action.ts";
import { passkeyNameField } from "./account-input.ts";
import { lockOwnAccount } from "./own-account.ts";
import { answerField, askForNewPasskey, newPasskeyOf } from "./passkey-ceremony.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { recordAndTell } from "./tell-person.ts";

export const addPasskey = defineAction({
  deed: "add-passkey",
  title: "Add a passkey",
  summary: "Registers a passkey of your own.",
  // A passkey answers to our own pages only.
  path: null,
  input: z.object({ name: passkeyNameField, answer: answerField }),
  async run(context, actor, { name, answer }) {
    permit(actor, "add-passkey");
    const personId = staffIdOf(actor);
    const made = await newPasskeyOf(context, `add ${personId}`, answer);
    const passkeyId = context.newId();
    await asKeeperOfPeople(context, async (tx) => {
      await lockOwnAccount(context, tx, personId);
      const passkey = { passkeyId, personId, name, ...made };
      if (!(await insertPasskey(context, tx, passkey))) throw new Refusal("person.passkey-known");
      await recordAndTell(context, tx, { type: "passkey.added", body: { personId, passkeyId } });
    });
    return { passkeyId };
  },
});

/** What the browser is asked for; asked of staff who may add one, like the deed itself. */
export async function newPasskeyFor(context: Context, actor: Actor) {
  permit(actor, "add-passkey");
  const personId = staffIdOf(actor);
  const person = await asKeeperOfPeople(context, async (tx) => {
    const account = await lockOwnAccount(context, tx, personId);
    const known = await passkeysOf(context, tx, personId);
    return { id: personId, ...account.profile, known };
  });
  return askForNewPasskey(context, `add ${personId}`, person);
}
