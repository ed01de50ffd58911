/**
 * Accepts a set-up link: a password is chosen, an authenticator app enrolled and proved by its first
 * code, recovery codes are given out, and the person is signed in. The link works once.
 */
import { z } from "zod";
import { checkPassword, passwordLengthMax } from "../../core/people/password-rules.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import { codeOf, normalCode } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type Account, accountOfLink, linkHash } from "../../store/people/account-reader.ts";
import { replaceRecoveryCodes, useLink } from "../../store/people/link-writer.ts";
import { deleteSessionsOf } from "../../store/people/session-writer.ts";
import { setCredentials } from "../../store/people/writer.ts";
import { defineAction } from "../action.ts";
import { hashPassword } from "./password-hash.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { startSession } from "./start-session.ts";
import { totpEnrolment, totpStep } from "./totp.ts";

const recoveryCodes = 10;

export const acceptLink = defineAction({
  deed: "accept-link",
  title: "Set up the account",
  summary: "Chooses a password and enrols an authenticator app by a one-time link.",
  path: null,
  input: z.object({
    token: z.string().max(64).meta({ title: "Link" }),
    password: z
      .string()
      .max(passwordLengthMax * 2)
      .meta({ title: "Password" }),
    code: z.string().max(20).meta({ title: "First code" }),
  }),
  async run(context, actor, { token, password, code }) {
    permit(actor, "accept-link");
    const { profile } = await accountBehind(context, token);
    checkPassword(password, [profile.signInName, profile.name, ...organisationNames(context)]);
    const totpSecret = totpSecretOf(context, token);
    const step = totpStep(totpSecret, code, context.now());
    if (step === undefined) throw new Refusal("sign-in.code-wrong");
    const passwordHash = await hashPassword(password, context.randomBytes(16));
    return settle(context, token, { passwordHash, totpSecret, totpStep: step });
  },
});

async function settle(
  context: Context,
  token: string,
  credentials: Parameters<typeof setCredentials>[3],
) {
  const codes = Array.from({ length: recoveryCodes }, () => recoveryCode(context));
  return asKeeperOfPeople(context, async (tx) => {
    const link = { hash: linkHash(context, token), purpose: "set-up" } as const;
    const account = await accountOfLink(context, tx, link);
    if (!account || !(await useLink(context, tx, link.hash)))
      throw new Refusal("sign-in.link-over");
    const { personId } = account;
    await setCredentials(context, tx, personId, credentials);
    await replaceRecoveryCodes(context, tx, personId, codes);
    await deleteSessionsOf(tx, personId);
    await appendHouseEvent(context, tx, { type: "person.set-up", body: { personId } });
    const session = await startSession(context, tx, personId, "set-up");
    return { personId, session, recoveryCodes: codes };
  });
}

export interface SetUp {
  readonly signInName: string;
  /** For typing into an authenticator app. */
  readonly totpSecret: string;
  /** `otpauth:` address for its camera. */
  readonly totpUri: string;
}

/** What the set-up page shows. Refuses with sign-in.link-over. */
export async function setUpOf(context: Context, token: string): Promise<SetUp> {
  const { profile } = await accountBehind(context, token);
  const [issuer = "Parley"] = organisationNames(context);
  const about = { issuer, label: profile.signInName };
  const { secret, uri } = totpEnrolment(totpSecretOf(context, token), about);
  return { signInName: profile.signInName, totpSecret: secret, totpUri: uri };
}

async function accountBehind(context: Context, token: string): Promise<Account> {
  const link = { hash: linkHash(context, token), purpose: "set-up" } as const;
  const account = await asKeeperOfPeople(context, (tx) => accountOfLink(context, tx, link));
  if (!account) throw new Refusal("sign-in.link-over");
  return account;
}

// Derived from the link, so that the page can be reloaded and no secret travels in a hidden field.
function totpSecretOf(context: Context, token: string): Uint8Array {
  return context.masterKey.hash("token-hash", `totp ${token}`).subarray(0, 20);
}

function recoveryCode(context: Context): string {
  const letters = normalCode(codeOf(context.randomBytes(16))).slice(-10);
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

function organisationNames(context: Context): string[] {
  const { teamName, name, shortName } = inForceAt(context.policies, context.now()).organisation;
  return [teamName, name, shortName];
}
