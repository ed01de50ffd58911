/**
 * Signs a person in by a passkey, without a name: the passkey says who it is. Counts no failures
 * and waits for none, so that nobody's guessing can hold it up.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import type { Passkey } from "../../store/people/passkey-reader.ts";
import { defineAction } from "../action.ts";
import { deviceField } from "./account-input.ts";
import { newDevice } from "./known-device.ts";
import { mayComeInLocally } from "./local-sign-in.ts";
import { answerField, hearPasskey, passkeyOf } from "./passkey-ceremony.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { startSession } from "./start-session.ts";

export const signInByPasskey = defineAction({
  deed: "sign-in-by-passkey",
  title: "Sign in with a passkey",
  summary: "Signs a person in by a passkey of theirs.",
  // A passkey answers to our own pages only.
  path: null,
  input: z.object({ answer: answerField, device: deviceField }),
  async run(context, actor, { answer, device }) {
    permit(actor, "sign-in-by-passkey");
    const heard = await hearPasskey(context, "sign-in anyone", answer);
    const signedIn = await asKeeperOfPeople(context, async (tx) => {
      const proof = await passkeyOf(context, tx, heard);
      if (proof.copied) return proof.passkey;
      const { personId } = proof.passkey;
      const account = await lockAccount(context, tx, personId);
      if (!account || account.disabledAt || !(await mayComeInLocally(context, tx, account))) {
        throw new Refusal("sign-in.passkey");
      }
      const session = await startSession(context, tx, { personId, way: "passkey", device });
      return { session, device: newDevice(context, account.profile.signInName) };
    });
    if ("session" in signedIn) return signedIn;
    return refuseCopy(context, signedIn);
  },
});

/** Two authenticators with one key: recorded, also where nobody reads the refusal. */
export async function refuseCopy(
  context: Context,
  { personId, passkeyId }: Passkey,
): Promise<never> {
  const body = { personId, passkeyId };
  await asKeeperOfPeople(context, (tx) =>
    appendHouseEvent(context, tx, { type: "passkey.copied", body }),
  );
  throw new Refusal("sign-in.passkey");
}
