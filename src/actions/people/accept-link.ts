/**
 * Accepts a set-up link, with a password and an authenticator app or with a passkey instead. It
 * replaces all that signed the person in before, gives out recovery codes, and works once.
 */
import { z } from "zod";
import { checkPassword, passwordLengthMax } from "../../core/people/password-rules.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import {
  type Account,
  accountOfLink,
  linkHash,
  personOfPastLink,
} from "../../store/people/account-reader.ts";
import { useLink } from "../../store/people/link-writer.ts";
import { deletePasskeysOf, insertPasskey } from "../../store/people/passkey-writer.ts";
import { deleteSessionsOf } from "../../store/people/session-writer.ts";
import { deleteSsoLinkOf } from "../../store/people/sso-writer.ts";
import { type Credentials, dropCredentials, setCredentials } from "../../store/people/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { deviceField, passkeyNameField } from "./account-input.ts";
import { knownWords, organisationNames } from "./known-words.ts";
import { mayComeInLocally } from "./local-sign-in.ts";
import { answerField, askForNewPasskey, newPasskeyOf } from "./passkey-ceremony.ts";
import { hashPassword } from "./password-hash.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";
import { startSession } from "./start-session.ts";
import { recordAndTell } from "./tell-person.ts";
import { totpEnrolment, totpStep } from "./totp.ts";

const tokenField = z.string().max(64).meta({ title: "Link" });

export const acceptLink = defineAction({
  deed: "accept-link",
  title: "Set up the account",
  summary: "Chooses a password and enrols an authenticator app by a one-time link.",
  path: null,
  input: z.object({
    token: tokenField,
    password: z
      .string()
      .max(passwordLengthMax * 2)
      .meta({ title: "Password" }),
    code: z.string().max(20).meta({ title: "First code" }),
    device: deviceField,
  }),
  async run(context, actor, { token, password, code, device }) {
    permit(actor, "accept-link");
    const { profile } = await accountBehind(context, token);
    checkPassword(password, knownWords(context, profile));
    const totpSecret = totpSecretOf(context, token);
    const step = totpStep(totpSecret, code, context.now());
    if (step === undefined) throw new Refusal("sign-in.code-wrong");
    const passwordHash = await hashPassword(password, context.randomBytes(16));
    const credentials: Credentials = { passwordHash, totpSecret, totpStep: step };
    return settle(context, token, device, (tx, personId) =>
      setCredentials(context, tx, personId, credentials),
    );
  },
});

export const acceptLinkByPasskey = defineAction({
  deed: "accept-link",
  title: "Set up the account with a passkey",
  summary: "Registers a passkey by a one-time link, in place of a password.",
  path: null,
  input: z.object({
    token: tokenField,
    answer: answerField,
    name: passkeyNameField,
    device: deviceField,
  }),
  async run(context, actor, { token, answer, name, device }) {
    permit(actor, "accept-link");
    const { personId } = await accountBehind(context, token);
    const made = await newPasskeyOf(context, `set-up ${personId}`, answer);
    return settle(context, token, device, async (tx) => {
      const passkey = { passkeyId: context.newId(), personId, name, ...made };
      if (!(await insertPasskey(context, tx, passkey))) throw new Refusal("person.passkey-known");
    });
  },
});

/** Uses the link up and leaves the account with what `enrol` gives it, and nothing of before. */
async function settle(
  context: Context,
  token: string,
  device: string | undefined,
  enrol: (tx: Tx, personId: string) => Promise<void>,
) {
  return asKeeperOfPeople(context, async (tx) => {
    const link = { hash: linkHash(context, token), purpose: "set-up" } as const;
    const account = await accountOfLink(context, tx, link);
    // Thrown before the link is used up: its person may still come by the provider, or by it later.
    if (account && !(await mayComeInLocally(context, tx, account)))
      throw new Refusal("sign-in.local-off");
    if (!account || !(await useLink(context, tx, link.hash)))
      throw new Refusal("sign-in.link-over");
    const { personId } = account;
    await dropCredentials(tx, personId);
    await deletePasskeysOf(tx, personId);
    await deleteSsoLinkOf(tx, personId);
    await deleteSessionsOf(tx, personId);
    await enrol(tx, personId);
    const recoveryCodes = await newRecoveryCodes(context, tx, personId);
    await recordAndTell(context, tx, { type: "person.set-up", body: { personId } });
    const session = await startSession(context, tx, { personId, way: "set-up", device });
    return { personId, session, recoveryCodes };
  });
}

export interface SetUp {
  readonly signInName: string;
  /** For typing into an authenticator app. */
  readonly totpSecret: string;
  /** `otpauth:` address for its camera. */
  readonly totpUri: string;
}

/** What the set-up page shows. Refuses with sign-in.link-over or sign-in.link-waits. */
export async function setUpOf(context: Context, token: string): Promise<SetUp> {
  const { profile } = await accountBehind(context, token);
  const [issuer = "Parley"] = organisationNames(context);
  const about = { issuer, label: profile.signInName };
  const { secret, uri } = totpEnrolment(totpSecretOf(context, token), about);
  return { signInName: profile.signInName, totpSecret: secret, totpUri: uri };
}

/** What the browser is asked for where somebody sets up with a passkey. */
export async function setUpPasskeyOf(context: Context, token: string) {
  const { personId, profile } = await accountBehind(context, token);
  // What was there before goes with the link, so the same authenticator may be taken again.
  const person = { id: personId, ...profile, known: [] };
  return askForNewPasskey(context, `set-up ${personId}`, person);
}

async function accountBehind(context: Context, token: string): Promise<Account> {
  const hash = linkHash(context, token);
  const found = await asKeeperOfPeople(context, async (tx) => {
    const account = await accountOfLink(context, tx, { hash, purpose: "set-up" });
    if (!account) await notePastLink(context, tx, hash);
    return account;
  });
  if (!found) throw new Refusal("sign-in.link-over");
  if (found.waits) throw new Refusal("sign-in.link-waits");
  return found;
}

/** A link that was ours once is worth a line in the record; what never was one is counted. */
async function notePastLink(context: Context, tx: Tx, hash: Buffer): Promise<void> {
  const personId = await personOfPastLink(tx, hash);
  if (!personId) return;
  await appendHouseEvent(context, tx, { type: "sign-in.link-refused", body: { personId } });
}

// Derived from the link, so that the page can be reloaded and no secret travels in a hidden field.
function totpSecretOf(context: Context, token: string): Uint8Array {
  return context.masterKey.hash("token-hash", `totp ${token}`).subarray(0, 20);
}
