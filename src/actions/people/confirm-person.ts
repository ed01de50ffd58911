/**
 * Proves once more that it is the person who signed in, before a dangerous deed: by a passkey of
 * theirs, or by password and code. Holds for ten minutes in this session alone.
 */
import { z } from "zod";
import { type Actor, staffIdOf } from "../../core/people/actor.ts";
import { passwordLengthMax } from "../../core/people/password-rules.ts";
import { permit } from "../../core/people/permit.ts";
import { pairRule } from "../../core/people/sign-in-wait.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { type Factors, factorsOf } from "../../store/people/factors-reader.ts";
import { strikeOut, writeTry } from "../../store/people/failure-writer.ts";
import { sessionHash } from "../../store/people/session-reader.ts";
import { stepUpSession } from "../../store/people/session-writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { answerField, askForPasskey, hearPasskey, passkeyOf } from "./passkey-ceremony.ts";
import { passwordFits } from "./password-hash.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { secondFactor } from "./second-factor.ts";
import { refuseCopy } from "./sign-in-by-passkey.ts";

const input = z.object({
  session: z.string().max(64).meta({ title: "Session" }),
  answer: answerField.default(""),
  password: z
    .string()
    .max(passwordLengthMax * 2)
    .default("")
    .meta({ title: "Password" }),
  code: z.string().max(40).default("").meta({ title: "Code" }),
});

type Proof = z.output<typeof input>;

export const confirmPerson = defineAction({
  deed: "confirm-person",
  title: "Confirm that it is you",
  summary: "Proves by a second proof that it is you; holds for ten minutes.",
  // A token has no person before it who could prove anything.
  path: null,
  input,
  async run(context, actor, proof) {
    permit(actor, "confirm-person");
    const personId = staffIdOf(actor);
    if (proof.answer) await byPasskey(context, personId, proof);
    else await byPassword(context, personId, proof);
    return { confirmed: true };
  },
});

/** What this person could prove it with. */
export interface WaysToConfirm {
  readonly passkey: boolean;
  readonly password: boolean;
  /** Stands in for lost passkeys where there is no password. */
  readonly recoveryCode: boolean;
  readonly linked: boolean;
}

/** What signs this person in. */
export async function ownFactors(context: Context, actor: Actor): Promise<Factors> {
  permit(actor, "confirm-person");
  const personId = staffIdOf(actor);
  return asKeeperOfPeople(context, (tx) => factorsOf(tx, personId));
}

export async function waysToConfirm(context: Context, actor: Actor): Promise<WaysToConfirm> {
  const factors = await ownFactors(context, actor);
  const { passkeys, password, linked, recoveryCodesLeft } = factors;
  const recoveryCode = !password && recoveryCodesLeft > 0;
  return { passkey: passkeys > 0, password, recoveryCode, linked };
}

/** What the browser is asked for. */
export async function passkeyToConfirm(context: Context, actor: Actor) {
  permit(actor, "confirm-person");
  return askForPasskey(context, `confirm ${staffIdOf(actor)}`);
}

async function byPasskey(context: Context, personId: string, proof: Proof): Promise<void> {
  const heard = await hearPasskey(context, `confirm ${personId}`, proof.answer);
  const copied = await asKeeperOfPeople(context, async (tx) => {
    const { passkey, copied } = await passkeyOf(context, tx, heard);
    if (passkey.personId !== personId) throw new Refusal("sign-in.passkey");
    if (copied) return passkey;
    await note(context, tx, personId, proof, "passkey");
    return undefined;
  });
  if (copied) await refuseCopy(context, copied);
}

/** Failures are counted by session: whoever guesses in a stolen one slows nobody but themselves. */
async function byPassword(context: Context, personId: string, proof: Proof): Promise<void> {
  const hash = sessionHash(context, proof.session).toString("hex");
  const count = { subject: `confirm ${hash}`, rule: pairRule };
  const tried = await asKeeperOfPeople(context, (tx) => writeTry(context, tx, [count]));
  if ("waitMs" in tried) {
    throw new Refusal("sign-in.wait", { seconds: Math.ceil(tried.waitMs / 1000) });
  }
  const account = await asKeeperOfPeople(context, (tx) => lockAccount(context, tx, personId));
  const fits = await passwordFits(account?.passwordHash ?? null, proof.password);
  const way = await asKeeperOfPeople(context, async (tx) => {
    const found =
      account &&
      !account.disabledAt &&
      (await secondFactor(context, tx, account, fits, proof.code));
    if (!found) return undefined;
    await strikeOut(context, tx, tried.ids, count);
    await note(context, tx, personId, proof, found);
    return found;
  });
  if (!way) throw new Refusal("sign-in.wrong");
}

async function note(
  context: Context,
  tx: Tx,
  personId: string,
  { session }: Proof,
  way: string,
): Promise<void> {
  // A session that ended meanwhile proves nothing, and nothing is recorded of it.
  if (!(await stepUpSession(context, tx, personId, sessionHash(context, session)))) {
    throw new Refusal("access.sign-in");
  }
  await appendHouseEvent(context, tx, { type: "person.confirmed", body: { personId, way } });
}
