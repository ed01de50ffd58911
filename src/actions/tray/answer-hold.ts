/** Gathers what decides whether a mail is answered by itself, before its case is written. */
import { type AnswerHold, answerHoldOf } from "../../core/mail/may-answer.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Context } from "../../store/context.ts";
import { answersSince, isKnownSender } from "../../store/intake/answered-reader.ts";
import type { Tx } from "../../store/transaction.ts";

const dayMs = 86_400_000;

/** Null where the acknowledgement may leave by itself. */
export async function answerHoldFor(
  context: Context,
  tx: Tx,
  { channels }: Pick<Policy, "channels">,
  { fields, automatic, authentication, answersBy }: Arrival,
): Promise<AnswerHold | null> {
  const sender = answersBy === "mail" ? (fields.email ?? null) : null;
  const since = new Date(context.now().getTime() - dayMs);
  const further = (context.mailboxes ?? []).flatMap(({ address }) => address ?? []);
  return answerHoldOf({
    sender,
    automatic,
    ours: [channels.reportAddress, ...further],
    authentication,
    known: sender !== null && (await isKnownSender(context, tx, sender)),
    answeredToday: sender === null ? 0 : await answersSince(context, tx, sender, since),
  });
}
