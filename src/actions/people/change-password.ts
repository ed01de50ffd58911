/** Changes one's own password, or takes password and app away for passkeys alone; ends all other sessions. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { checkPassword, passwordLengthMax } from "../../core/people/password-rules.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { sessionHash } from "../../store/people/session-reader.ts";
import { deleteOtherSessions } from "../../store/people/session-writer.ts";
import { dropCredentials, setCredentials, setPassword } from "../../store/people/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { keepAWayIn } from "./keep-a-way-in.ts";
import { knownWords } from "./known-words.ts";
import { lockOwnAccount } from "./own-account.ts";
import { hashPassword } from "./password-hash.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { recordAndTell, type ToldEvent } from "./tell-person.ts";
import { totpEnrolment, totpStep } from "./totp.ts";

const passwordField = z
  .string()
  .max(passwordLengthMax * 2)
  .meta({ title: "New password" });
const sessionField = z.string().max(64).meta({ title: "Session" });

export const changePassword = defineAction({
  deed: "change-password",
  title: "Change the password",
  summary: "Sets a new password; your other sessions end.",
  path: null,
  input: z.object({ password: passwordField, session: sessionField }),
  async run(context, actor, { password, session }) {
    permit(actor, "change-password");
    const personId = staffIdOf(actor);
    const passwordHash = await newHash(context, personId, password);
    return change(context, { personId, session, type: "password.changed" }, async (tx) => {
      const account = await lockAccount(context, tx, personId);
      // Without an app beside it a password would be one factor: both are set up together.
      if (!account?.passwordHash) throw new Refusal("person.last-factor");
      await setPassword(tx, personId, passwordHash);
    });
  },
});

export const enrolApp = defineAction({
  deed: "enrol-app",
  title: "Enrol the app",
  summary: "Enrols another authenticator app, with a password where there is none yet.",
  path: null,
  input: z.object({
    seed: z.string().min(16).max(64).meta({ title: "Seed of the key" }),
    code: z.string().max(20).meta({ title: "First code" }),
    password: passwordField.default(""),
    session: sessionField,
  }),
  async run(context, actor, { seed, code, password, session }) {
    permit(actor, "enrol-app");
    const personId = staffIdOf(actor);
    const totpSecret = secretOf(context, personId, seed);
    const step = totpStep(totpSecret, code, context.now());
    if (step === undefined) throw new Refusal("sign-in.code-wrong");
    const typed = password === "" ? null : await newHash(context, personId, password);
    return change(context, { personId, session, type: "app.enrolled" }, async (tx) => {
      const account = await lockOwnAccount(context, tx, personId);
      const passwordHash = typed ?? account.passwordHash;
      if (!passwordHash) throw new Refusal("sign-in.password-short", { least: 12 });
      await setCredentials(context, tx, personId, { passwordHash, totpSecret, totpStep: step });
    });
  },
});

export const dropPassword = defineAction({
  deed: "drop-password",
  title: "Do without a password",
  summary: "Takes password and authenticator app away; your passkeys stay.",
  path: null,
  input: z.object({ session: sessionField }),
  async run(context, actor, { session }) {
    permit(actor, "drop-password");
    const personId = staffIdOf(actor);
    return change(context, { personId, session, type: "password.dropped" }, async (tx) => {
      await lockAccount(context, tx, personId);
      await dropCredentials(tx, personId);
      await keepAWayIn(context, tx, personId);
    });
  },
});

export interface AppEnrolment {
  /** Comes back with the first code; the key is made from it, and is in no hidden field. */
  readonly seed: string;
  readonly secret: string;
  readonly uri: string;
}

/** A new key for an authenticator app, shown to the person before it counts. */
export function appEnrolment(
  context: Context,
  person: { personId: string; issuer: string; signInName: string },
  seed = Buffer.from(context.randomBytes(16)).toString("base64url"),
): AppEnrolment {
  const about = { issuer: person.issuer, label: person.signInName };
  return { seed, ...totpEnrolment(secretOf(context, person.personId, seed), about) };
}

async function newHash(context: Context, personId: string, password: string): Promise<string> {
  const account = await asKeeperOfPeople(context, (tx) => lockAccount(context, tx, personId));
  if (!account) throw new Refusal("person.unknown");
  checkPassword(password, knownWords(context, account.profile));
  return hashPassword(password, context.randomBytes(16));
}

/** Whoever came in by what is changed now is out, the one who changes it excepted. */
async function change(
  context: Context,
  about: { personId: string; session: string; type: ToldEvent },
  work: (tx: Tx) => Promise<void>,
): Promise<{ sessionsEnded: number }> {
  const { personId, session, type } = about;
  return asKeeperOfPeople(context, async (tx) => {
    await work(tx);
    const sessionsEnded = await deleteOtherSessions(tx, personId, sessionHash(context, session));
    await recordAndTell(context, tx, { type, body: { personId, sessionsEnded } });
    return { sessionsEnded };
  });
}

function secretOf(context: Context, personId: string, seed: string): Uint8Array {
  return context.masterKey.hash("token-hash", `app ${personId} ${seed}`).subarray(0, 20);
}
