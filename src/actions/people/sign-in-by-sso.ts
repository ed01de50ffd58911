/**
 * Signs a person in on the word of the organisation's provider. Knows a person by issuer and subject;
 * by name only once, for an account that was invited and never set up. Makes no account by itself.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { lowerAscii } from "../../lib/lower-ascii.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type Account, accountByName, lockAccount } from "../../store/people/account-reader.ts";
import { deleteLinksOf } from "../../store/people/link-writer.ts";
import { insertSsoLink, useSsoLink } from "../../store/people/sso-writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { deviceField } from "./account-input.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { startSession } from "./start-session.ts";
import { recordAndTell } from "./tell-person.ts";

export const claimFields = {
  issuer: z.string().max(500).meta({ title: "Issuer" }),
  subject: z.string().min(1).max(500).meta({ title: "Subject" }),
  secondFactor: z.boolean().meta({ title: "Whether a second factor was asked for" }),
};

const input = z.object({
  ...claimFields,
  name: z.string().max(200).nullable().meta({ title: "Name that the provider vouches for" }),
  device: deviceField,
});

export const signInBySso = defineAction({
  deed: "sign-in-by-sso",
  title: "Sign in with the organisation's account",
  summary: "Signs a person in on the word of the organisation's provider.",
  // What the provider said is the server's to say, so there is no way in but its own page.
  path: null,
  input,
  async run(context, actor, given) {
    permit(actor, "sign-in-by-sso");
    if (!given.secondFactor) throw new Refusal("sso.second-factor");
    const session = await asKeeperOfPeople(context, async (tx) => {
      const account = await linkedAccount(context, tx, given);
      if (!account || account.disabledAt) {
        const body = { personId: account?.personId ?? null };
        await appendHouseEvent(context, tx, { type: "sign-in.failed", body });
        return undefined;
      }
      const { personId } = account;
      return startSession(context, tx, { personId, way: "single-sign-on", device: given.device });
    });
    if (!session) throw new Refusal("sso.no-account");
    return { session };
  },
});

async function linkedAccount(
  context: Context,
  tx: Tx,
  given: z.output<typeof input>,
): Promise<Account | undefined> {
  const linked = await useSsoLink(context, tx, given);
  if (linked) return lockAccount(context, tx, linked);
  const found = given.name && (await accountByName(context, tx, given.name));
  // An address may be given to somebody else one day: it opens no account that somebody set up.
  if (!found || found.setUp || found.disabledAt) return undefined;
  // Nor does one that only compares equal to the invited one ("ａnalyst@", with a full-width letter):
  // at the provider, and on the way of a mail, it is somebody else's.
  if (lowerAscii(given.name ?? "") !== lowerAscii(found.profile.signInName)) return undefined;
  const { personId } = found;
  if (!(await insertSsoLink(context, tx, personId, given))) return undefined;
  await deleteLinksOf(tx, personId);
  await recordAndTell(context, tx, { type: "sso.linked", body: { personId } });
  return found;
}
