/**
 * Gives a mail server's report to the delivery that it names. What names none of ours stays mail like
 * any other: whoever forges a report would have to guess 128 bits.
 */
import { takeDeliveryReport } from "../../actions/messages/take-delivery-report.ts";
import type { ReportAction } from "../../core/mail/delivery-fate.ts";
import { replyTagsIn } from "../../core/mail/reply-address.ts";
import type { DeliveryReport, ReportedRecipient } from "../../formats/mail/delivery-status.ts";
import type { ReadMail } from "../../formats/mail/read-mail.ts";
import type { Context } from "../../store/context.ts";
import { deliveryNamed } from "../../store/messages/delivery-reader.ts";

const actor = { kind: "system", task: "register-report" } as const;

/** Whether the mail was a report of a mail of ours, and is kept with it. */
export async function settledByReport(
  context: Context,
  inboxId: string,
  { report, to }: Pick<ReadMail, "report" | "to">,
  recipients: readonly string[],
): Promise<boolean> {
  const about = report && worstOf(report);
  if (!report || !about) return false;
  const ids = report.envelopeIds.filter((id) => /^[0-9a-f]{32}$/.test(id));
  // The address that it came to: ours, with the mail's own tag, where our mails leave with one.
  const tags = replyTagsIn([...recipients, ...to.map(({ address }) => address)]);
  const envelopeIds = [...ids, ...tags];
  const named = { mailIds: report.mailIds, envelopeIds };
  const delivery = await context.transaction(actor, (tx) => deliveryNamed(tx, named));
  if (!delivery) return false;
  const { caseId, deliveryId } = delivery;
  await takeDeliveryReport.run(context, actor, {
    ...{ caseId, deliveryId, inboxId },
    action: about.action,
    receipt: report.form === "receipt",
    status: about.status,
    words: withoutAddresses(about.diagnostic ?? ""),
  });
  return true;
}

const worstFirst: readonly ReportAction[] = [
  "failed",
  "delayed",
  "expanded",
  "relayed",
  "delivered",
];

/** Every mail of ours goes to one address; of a list behind it, one that did not get it is enough. */
function worstOf({ recipients }: DeliveryReport): ReportedRecipient | undefined {
  return recipients.toSorted(
    (one, other) => worstFirst.indexOf(one.action) - worstFirst.indexOf(other.action),
  )[0];
}

/** Who is behind a pseudonym stays in the vault; the untouched report keeps the address. */
function withoutAddresses(words: string): string {
  return words.replace(/[^\s<>()"',;:]{1,64}@[^\s<>()"',;:]{1,255}/g, "[address]").slice(0, 2000);
}
