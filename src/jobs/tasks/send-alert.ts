/**
 * Sends one alarm to a mailbox or webhook, and records what it came to; what does not get there is tried
 * again later. Not where somebody has taken or answered the case meanwhile.
 */
import { settleAlert } from "../../actions/alerts/settle-alert.ts";
import { type AlertKind, alertBody, alertText, signingSecrets } from "../../core/duty/alert.ts";
import type { PostFailure } from "../../integrations/webhooks/send-signed.ts";
import { type AlertTarget, alertOf, lockTarget } from "../../store/alerts/reader.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { eventOf } from "../../store/events/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { colleaguesOf, mailColleague } from "../mail-colleague.ts";
import { subjectOf, type Task, type TaskContext } from "../task-context.ts";
import { stillSo } from "./alarm-duty.ts";

const actor = { kind: "system", task: "send-alert" } as const;

export const sendAlert: Task = async (on, job) => {
  const alertId = subjectOf(job);
  const settle: Settle = (as, code) => settleAlert.run(on.context, actor, { alertId, as, code });
  try {
    await trySending(on, alertId, settle);
  } catch (error) {
    // What breaks here is tried as often as what is refused, and then stands on the page of alarms; thrown on, it
    // would end in the queue, where nobody who waits for an alarm looks.
    on.log.error({ alertId, err: error }, "an alarm could not be sent");
    await settle("later", "internal");
  }
};

type Settle = (
  as: "sent" | "needless" | "later" | "failed",
  code: string | null,
) => Promise<unknown>;

async function trySending(on: TaskContext, alertId: string, settle: Settle): Promise<void> {
  const owed = await owedAlert(on.context, alertId);
  if (!owed) return;
  if (owed === "needless") {
    await settle("needless", null);
    return;
  }
  const failure = await send(on, owed);
  if (failure) on.log.warn({ alertId, answer: failure.code }, "an alarm did not get there");
  await settle(failure ? (failure.later ? "later" : "failed") : "sent", failure?.code ?? null);
}

interface Owed {
  readonly alertId: string;
  readonly target: AlertTarget;
  readonly at: Date;
  readonly kind: AlertKind;
  readonly reference: string | null;
  readonly link: string;
  readonly signWith: string | undefined;
}

/** Undefined where it was settled; "needless" where nobody needs to be told any more. */
async function owedAlert(
  context: Context,
  alertId: string,
): Promise<Owed | "needless" | undefined> {
  return context.transaction(actor, async (tx) => {
    const alert = await alertOf(tx, alertId);
    if (alert?.state !== "owed") return undefined;
    const target = await lockTarget(context, tx, alert.targetId);
    if (!target || target.endedAt) return "needless";
    const { signWith } = await colleaguesOf(context, tx, []);
    const common = { alertId, target, at: alert.owedAt, signWith };
    if (alert.eventId === null) {
      const link = `${context.baseUrl}/console/alerts`;
      return { ...common, kind: "test" as const, reference: null, link };
    }
    const about = await aboutOf(tx, alert.eventId);
    return about
      ? { ...common, ...about, link: `${context.baseUrl}/console/cases/${about.reference}` }
      : "needless";
  });
}

async function aboutOf(tx: Tx, eventId: string) {
  const event = await eventOf(tx, eventId);
  const head = event?.caseId ? await headOf(tx, event.caseId) : undefined;
  if (!event || !head || head.closedAt || head.erasedAt) return undefined;
  const kind = event.type.slice("duty.".length) as Exclude<AlertKind, "test">;
  return (await stillSo(tx, head, kind)) ? { kind, reference: head.reference } : undefined;
}

function send(on: TaskContext, owed: Owed): Promise<PostFailure | undefined> {
  return owed.target.kind === "mail" ? byMail(on, owed) : byWebhook(on, owed);
}

async function byMail(on: TaskContext, owed: Owed): Promise<PostFailure | undefined> {
  const { alertId, target, at, signWith } = owed;
  const text = alertText(owed);
  const subject = text.slice(0, text.lastIndexOf(". "));
  const failure = await mailColleague(on, {
    to: { personId: target.targetId, address: target.words.address },
    letter: { subject, text: `${text}\n` },
    about: ["alert", alertId],
    date: at,
    signWith,
  });
  return failure && { code: failure.code, later: failure.temporary };
}

async function byWebhook(on: TaskContext, owed: Owed): Promise<PostFailure | undefined> {
  const { secret, former, address: url } = owed.target.words;
  // A demonstration asks nobody outside.
  if (!on.postAlert || on.context.demonstration || !secret)
    return { code: "switched-off", later: false };
  const at = on.context.now();
  const secrets = signingSecrets({ secret, former }, at);
  return on.postAlert({ url, body: alertBody(owed), secrets, at });
}
