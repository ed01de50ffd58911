/** Reads the mails of an archived thread and takes them over as one case. Sends nothing. */
import { type ArchivedMail, importThread } from "../actions/reports/import-thread.ts";
import type { Actor } from "../core/people/actor.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { privateKeysOf } from "../store/keys/reader.ts";
import type { TaskContext } from "./task-context.ts";
import { arrivalOfMail } from "./tasks/arrival-of-mail.ts";
import { pointerIn } from "./tasks/find-case-of-mail.ts";

const actor: Actor = { kind: "system", task: "command-line" };

export interface ThreadToImport {
  readonly mails: readonly Uint8Array[];
  /** Further addresses of the team beside the one that the policy names. */
  readonly ours: readonly string[];
}

export async function importArchivedThread(
  { context, mailReader }: Pick<TaskContext, "context" | "mailReader">,
  { mails, ours }: ThreadToImport,
) {
  const now = context.now();
  const policy = inForceAt(context.policies, now);
  const keys = await context.transaction(actor, (tx) => privateKeysOf(context, tx, "mail"));
  const own = keys.map(({ armored }) => ({ armored }));
  const read: ArchivedMail[] = [];
  for (const raw of mails) {
    const mail = await mailReader.read(raw, { own, trust: [], now });
    // A mail without a date that can be is of the day on which it is taken over.
    const sentAt = mail.date && mail.date <= now && mail.date.getTime() > 0 ? mail.date : now;
    const arrival = arrivalOfMail(mail, sentAt, policy.languages[0] ?? "en");
    const contentAt = pointerIn(mail);
    const isAnswer = mail.inReplyTo !== null || mail.references.length > 0;
    read.push({
      raw,
      // The subject stands beside an answer's text.
      arrival: {
        ...arrival,
        fields: isAnswer ? { ...arrival.fields, description: mail.text.trim() } : arrival.fields,
        ...(contentAt === null ? {} : { contentAt }),
        way: "import",
      },
      subject: mail.subject ?? "",
      sentAt,
      from: mail.from?.address.toLowerCase() ?? "",
      to: [...mail.to, ...mail.cc].map(({ address }) => address.toLowerCase()),
    });
  }
  read.sort((one, other) => +one.sentAt - +other.sentAt);
  const team = [policy.channels.reportAddress, ...ours].map((address) => address.toLowerCase());
  return importThread.run(context, actor, { mails: read, ours: team });
}
