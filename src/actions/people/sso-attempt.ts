/**
 * One attempt to sign in with the organisation's provider. Its browser keeps one random secret as a
 * cookie; state, nonce and verifier are made from it, so that none of them can be sent to another
 * browser. It ends once, and within minutes.
 */
import type { SignOnAttempt } from "../../core/people/single-sign-on.ts";
import { Refusal } from "../../core/refusal.ts";
import { linkTokenOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { giveChallenge, takeChallenge } from "../../store/people/challenge-writer.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

/** What an attempt is for; `confirm` asks the person again. */
export type AttemptPurpose = "sign-in" | "confirm" | "link";

/** The secret for the browser, and what the provider is sent. */
export async function beginAttempt(
  context: Context,
  purpose: AttemptPurpose,
): Promise<{ secret: string; attempt: SignOnAttempt }> {
  const secret = linkTokenOf(context.randomBytes(16));
  await asKeeperOfPeople(context, (tx) => giveChallenge(context, tx, `sso ${purpose} ${secret}`));
  return { secret, attempt: attemptOf(context, purpose, secret) };
}

/** Takes the attempt back, with when it began. Refuses with sso.refused where it is over or was never ours. */
export async function endAttempt(
  context: Context,
  purpose: AttemptPurpose,
  secret: string,
): Promise<{ attempt: SignOnAttempt; beganAt: Date }> {
  const beganAt = await asKeeperOfPeople(context, (tx) =>
    takeChallenge(context, tx, `sso ${purpose} ${secret}`),
  );
  if (!beganAt) throw new Refusal("sso.refused");
  return { attempt: attemptOf(context, purpose, secret), beganAt };
}

function attemptOf(context: Context, purpose: AttemptPurpose, secret: string): SignOnAttempt {
  const of = (part: string) =>
    context.masterKey.hash("token-hash", `sso ${part} ${secret}`).toString("base64url");
  return {
    state: of("state"),
    nonce: of("nonce"),
    verifier: of("verifier"),
    fresh: purpose === "confirm",
  };
}
