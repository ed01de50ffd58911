/**
 * Signs a person in by name, password and code. Failures are counted by name and network together
 * (and, loosely, by network), or by a browser that signed in before: nobody can lock others out.
 * Whether a name exists is told neither by words nor by time.
 */
import { z } from "zod";
import { passwordLengthMax } from "../../core/people/password-rules.ts";
import { permit } from "../../core/people/permit.ts";
import { normalSignInName } from "../../core/people/sign-in-name.ts";
import { networkRule, pairRule } from "../../core/people/sign-in-wait.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type Account, accountByName } from "../../store/people/account-reader.ts";
import { type FailureCount, strikeOut, writeTry } from "../../store/people/failure-writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { deviceField } from "./account-input.ts";
import { deviceOf, newDevice } from "./known-device.ts";
import { mayComeInLocally } from "./local-sign-in.ts";
import { passwordFits } from "./password-hash.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { secondFactor } from "./second-factor.ts";
import { startSession } from "./start-session.ts";
import { recordAndTell } from "./tell-person.ts";

const input = z.object({
  signInName: z.string().max(200).meta({ title: "Sign-in name" }),
  password: z
    .string()
    .max(passwordLengthMax * 2)
    .meta({ title: "Password" }),
  code: z.string().max(40).meta({
    title: "Code",
    description: "Six digits from your authenticator app, or one of your recovery codes.",
  }),
  network: z.string().max(100).meta({ title: "Keyed hash of the network" }),
  device: z.string().max(200).nullable().meta({ title: "What this browser was given before" }),
  deviceWords: deviceField,
});

export const signIn = defineAction({
  deed: "sign-in",
  title: "Sign in",
  summary: "Signs a person in by name, password and code.",
  // The network is the server's to say, so there is no way in but its own page.
  path: null,
  input,
  async run(context, actor, given) {
    permit(actor, "sign-in");
    const counts = countsOf(context, given);
    const tried = await asKeeperOfPeople(context, (tx) => writeTry(context, tx, counts));
    if ("waitMs" in tried) {
      throw new Refusal("sign-in.wait", { seconds: Math.ceil(tried.waitMs / 1000) });
    }
    const account = await asKeeperOfPeople(context, (tx) =>
      accountByName(context, tx, given.signInName),
    );
    const fits = await passwordFits(account?.passwordHash ?? null, given.password);
    const session = await asKeeperOfPeople(context, async (tx) => {
      const way = account && (await wayIn(context, tx, account, { fits, code: given.code }));
      if (!way || !account) return noteFailure(context, tx, account);
      await strikeOut(context, tx, tried.ids, firstOf(counts));
      const { personId } = account;
      if (way === "recovery-code") {
        await recordAndTell(context, tx, { type: "recovery-code.used", body: { personId } });
      }
      return startSession(context, tx, { personId, way, device: given.deviceWords });
    });
    if (!session) throw new Refusal("sign-in.wrong");
    return { session, device: newDevice(context, given.signInName) };
  },
});

async function wayIn(
  context: Context,
  tx: Tx,
  account: Account,
  { fits, code }: { fits: boolean; code: string },
): Promise<"password" | "recovery-code" | undefined> {
  if (account.disabledAt || !(await mayComeInLocally(context, tx, account))) return undefined;
  return secondFactor(context, tx, account, fits, code);
}

/** The same work for a name that nobody has. */
async function noteFailure(
  context: Context,
  tx: Tx,
  account: Account | undefined,
): Promise<undefined> {
  const body = { personId: account?.personId ?? null };
  await appendHouseEvent(context, tx, { type: "sign-in.failed", body });
  return undefined;
}

function countsOf(context: Context, given: z.output<typeof input>): FailureCount[] {
  const name = normalSignInName(given.signInName);
  const device = deviceOf(context, name, given.device);
  if (device) return [{ subject: `device ${device} ${name}`, rule: pairRule }];
  return [
    { subject: `pair ${given.network} ${name}`, rule: pairRule },
    { subject: `network ${given.network}`, rule: networkRule },
  ];
}

function firstOf(counts: readonly FailureCount[]): FailureCount {
  const [first] = counts;
  if (!first) throw new Error("a try is counted by something");
  return first;
}
