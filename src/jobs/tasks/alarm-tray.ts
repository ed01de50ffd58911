/** Tells one lead by mail that nobody looks at the intake tray; not where somebody has looked meanwhile. */
import { inForceAt } from "../../core/policy/in-force.ts";
import { isAddress } from "../../formats/mail/outgoing-header.ts";
import { derivedId } from "../../lib/derived-id.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { trayAlarm } from "../../mail/templates/tray-alarm.ts";
import { type CaseHead, headOf } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { profilesOf } from "../../store/people/reader.ts";
import { JobFailure } from "../job-failure.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "alarm-tray" } as const;

export const alarmTray: Task = async ({ context, mailReader, transport, log }, job) => {
  const [caseId, personId] = [caseOf(job), subjectOf(job)];
  const facts = await factsOf(context, caseId, personId);
  if (!facts) return;
  const { head, address, signWith, at } = facts;
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const { teamName } = organisation;
  const from = { address: channels.reportAddress, name: teamName };
  const mail = {
    ...trayAlarm({
      teamName,
      reference: head.reference,
      since: head.openedAt,
      timeZone: channels.officeHours.zone,
      page: `${context.baseUrl}/console/tray`,
    }),
    from,
    to: [{ address }],
    // Made from the case and the person: sent again, it is the same mail.
    messageId: `<${derivedId("tray-alarm", caseId, personId)}@${from.address.split("@")[1] ?? "localhost"}>`,
    date: at,
    autoSubmitted: "auto-generated" as const,
  };
  const raw = await mailReader.compose(mail, signWith ? { signWith: { armored: signWith } } : {});
  try {
    await transport.send({ raw, from: from.address, to: [address] });
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    log.warn({ caseId, personId, answer: error.code }, "a person was not alarmed");
    if (error.temporary) throw new JobFailure(error.code, { cause: error });
  }
};

interface Facts {
  readonly head: CaseHead;
  readonly address: string;
  readonly signWith: string | undefined;
  readonly at: Date;
}

/** Undefined where nobody needs to be told any more, or cannot be by mail. */
async function factsOf(
  context: Context,
  caseId: string,
  personId: string,
): Promise<Facts | undefined> {
  return context.transaction(actor, async (tx) => {
    const head = await headOf(tx, caseId);
    const profile = (await profilesOf(context, tx, [personId])).get(personId);
    const address = profile?.signInName ?? "";
    if (head?.tray !== "new" || !head.trayAlarmedAt || !isAddress(address)) return undefined;
    const [key] = await privateKeysOf(context, tx, "mail");
    return { head, address, signWith: key?.armored, at: head.trayAlarmedAt };
  });
}
