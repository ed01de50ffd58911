/**
 * Reads what was taken and makes a case of it, or a message where it continues one. What cannot
 * be read opens a case all the same: the original waits in it, and the problem is named.
 */
import { registerMessage } from "../../actions/messages/register-message.ts";
import { registerReport as register } from "../../actions/reports/register-report.ts";
import { noEnvelope } from "../../core/mail/envelope.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { ReadMail } from "../../formats/mail/read-mail.ts";
import type { Context } from "../../store/context.ts";
import { type InboxRow, lockInbox, openOriginal } from "../../store/intake/reader.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import {
  partiesAt,
  type Thread,
  threadOfMail,
} from "../../store/messages/correspondence-reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { subjectOf, type Task, type TaskContext } from "../task-context.ts";
import { arrivalOfMail, referencesIn, senderOf } from "./arrival-of-mail.ts";
import { withDoubts } from "./doubts-of-sender.ts";
import { withKeyOfForm } from "./key-of-form.ts";

const actor = { kind: "system", task: "register-report" } as const;

export const registerReport: Task = async (on, job) => {
  const { context } = on;
  const inboxId = subjectOf(job);
  const inbox = await context.transaction(actor, (tx) => lockInbox(context, tx, inboxId));
  if (inbox?.state !== "new") return;
  const original = await openOriginal(context, inbox.key, {
    sealed: inbox.payloadSealed,
    fileId: inbox.payloadFile,
  });
  if (inbox.channel === "mail") return registerMail(on, inbox, original);
  const sent = JSON.parse(original.toString()) as Arrival;
  const arrival = await withKeyOfForm(sent, context.now());
  await register.run(context, actor, { inboxId, arrival: await withDoubts(context, arrival) });
};

async function registerMail(on: TaskContext, inbox: InboxRow, raw: Uint8Array): Promise<void> {
  const { context } = on;
  const { inboxId } = inbox;
  const envelope = inbox.envelope ?? noEnvelope;
  const { mail, thread } = await read(on, raw);
  const language = inForceAt(context.policies, inbox.receivedAt).languages[0] ?? "en";
  const arrival: Arrival = {
    ...arrivalOfMail(mail, inbox.receivedAt, language),
    way: envelope.way,
    ...(envelope.mailbox ? { mailbox: envelope.mailbox } : {}),
    authentication: await on.authenticate(raw, envelope),
  };
  if (!thread) {
    const doubted = await withDoubts(context, arrival, answeredBy(mail));
    await register.run(context, actor, { inboxId, arrival: doubted });
    return;
  }
  const description = mail.text.trim();
  await registerMessage.run(context, actor, {
    ...thread,
    inboxId,
    subject: mail.subject ?? "",
    arrival: { ...arrival, fields: { ...arrival.fields, description } },
  });
}

/** Reads twice where the sender is known: the second time with the key that we know of them. */
async function read(
  { context, mailReader }: TaskContext,
  raw: Uint8Array,
): Promise<{ mail: ReadMail; thread: Thread | undefined }> {
  const keys = await context.transaction(actor, (tx) => privateKeysOf(context, tx, "mail"));
  const own = keys.map(({ armored }) => ({ armored }));
  const now = context.now();
  const first = await mailReader.read(raw, { own, trust: [], now });
  const thread = await threadOf(context, first);
  const sender = senderOf(first);
  if (first.signature.state !== "unknown-key" || !sender) return { mail: first, thread };
  const trust = await knownKeysOf(context, sender, thread);
  const mail = trust.length > 0 ? await mailReader.read(raw, { own, trust, now }) : first;
  return { mail, thread };
}

/**
 * In a thread only its own party's key vouches. Anybody may open a case under a finder's address
 * with a key of their own making, and would else sign the finder's answers.
 */
async function knownKeysOf(
  context: Context,
  address: string,
  thread: Thread | undefined,
): Promise<string[]> {
  return context.transaction(actor, async (tx) => {
    const keys: string[] = [];
    const parties = thread ? [thread.partyId] : await partiesAt(context, tx, address);
    for (const partyId of parties) {
      const identity = await identityOf(context, tx, partyId);
      if (identity?.publicKey) keys.push(identity.publicKey);
    }
    return [...new Set(keys)];
  });
}

async function threadOf(context: Context, mail: ReadMail): Promise<Thread | undefined> {
  const sender = senderOf(mail);
  if (!sender) return undefined;
  const answered = answeredBy(mail);
  const references = referencesIn(mail.subject);
  return context.transaction(actor, (tx) =>
    threadOfMail(context, tx, { sender, references, answered }),
  );
}

/** The Message-IDs that a mail says it answers. */
function answeredBy(mail: ReadMail): string[] {
  return [...(mail.inReplyTo ? [mail.inReplyTo] : []), ...mail.references];
}
