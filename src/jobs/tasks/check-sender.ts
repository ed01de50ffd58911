/**
 * Asks again who vouches for a mail that came while name servers were away: for six hours, with
 * growing pauses. What cannot be found out by then stays unknown.
 */
import { checkSender as record } from "../../actions/messages/check-sender.ts";
import { lockInbox, openOriginal } from "../../store/intake/reader.ts";
import { JobFailure } from "../job-failure.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "check-sender" } as const;

const askMsMax = 6 * 3_600_000;

export const checkSender: Task = async ({ context, authenticate }, job) => {
  const [caseId, inboxId] = [caseOf(job), subjectOf(job)];
  const inbox = await context.transaction(actor, (tx) => lockInbox(context, tx, inboxId));
  if (!inbox?.envelope) return;
  const raw = await openOriginal(context, inbox.key, {
    sealed: inbox.payloadSealed,
    fileId: inbox.payloadFile,
  });
  const authentication = await authenticate(raw, inbox.envelope);
  const waited = context.now().getTime() - inbox.receivedAt.getTime();
  if (authentication.again && waited < askMsMax) throw new JobFailure("mail.name-servers-away");
  await record.run(context, actor, { caseId, inboxId, authentication });
};
