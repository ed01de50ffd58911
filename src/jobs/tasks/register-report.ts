/**
 * Reads what was taken and makes a case of it, or a message where it continues one. What cannot
 * be read opens a case all the same: the original waits in it, and the problem is named.
 */
import { registerCase } from "../../actions/cases/register-case.ts";
import { registerMessage } from "../../actions/messages/register-message.ts";
import { settleProbe } from "../../actions/probes/keep-probes.ts";
import { noteCopy } from "../../actions/reports/note-copy.ts";
import { registerReport as register } from "../../actions/reports/register-report.ts";
import type { OwnCase } from "../../core/cases/open-by-hand.ts";
import { noEnvelope } from "../../core/mail/envelope.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import {
  channelOf,
  isSiteChannel,
  type ProbeChannel,
  probeTokenIn,
} from "../../core/probes/channel-probe.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Context } from "../../store/context.ts";
import { type InboxRow, lockInbox, openOriginal } from "../../store/intake/reader.ts";
import { subjectOf, type Task, type TaskContext } from "../task-context.ts";
import { arrivalOfMail } from "./arrival-of-mail.ts";
import { withDoubts } from "./doubts-of-sender.ts";
import { answeredBy, pointerIn, readAndFind } from "./find-case-of-mail.ts";
import { withKeyOfForm } from "./key-of-form.ts";
import { settledByReport } from "./report-of-delivery.ts";

const actor = { kind: "system", task: "register-report" } as const;

export const registerReport: Task = async (on, job) => {
  const { context } = on;
  const inboxId = subjectOf(job);
  const inbox = await context.transaction(actor, (tx) => lockInbox(context, tx, inboxId));
  if (!inbox) return noteCopy(context, inboxId);
  if (inbox.state !== "new") return;
  const original = await openOriginal(context, inbox.key, {
    sealed: inbox.payloadSealed,
    fileId: inbox.payloadFile,
  });
  if (inbox.channel === "mail") return registerMail(on, inbox, original);
  if (inbox.channel === "hand") {
    const own = JSON.parse(original.toString()) as OwnCase;
    await registerCase.run(context, actor, { inboxId, own });
    return;
  }
  const sent = JSON.parse(original.toString()) as Arrival;
  const { channel } = inbox;
  const written = sent.fields.description ?? "";
  if (isSiteChannel(channel) && (await wasProbe(context, { inboxId, channel }, written))) return;
  const arrival = await withKeyOfForm(sent, context.now());
  await register.run(context, actor, { inboxId, arrival: await withDoubts(context, arrival) });
};

/** Known by a token that only this house gave out, once; whoever makes one up has sent a report. */
async function wasProbe(
  context: Context,
  came: { readonly inboxId: string; readonly channel: ProbeChannel },
  written: string,
): Promise<boolean> {
  const token = probeTokenIn(written);
  return token !== null && settleProbe(context, { ...came, token });
}

async function registerMail(on: TaskContext, inbox: InboxRow, raw: Uint8Array): Promise<void> {
  const { context } = on;
  const { inboxId } = inbox;
  const envelope = inbox.envelope ?? noEnvelope;
  const authentication = await on.authenticate(raw, envelope);
  const { mail, finding, problems } = await readAndFind(on, raw, { envelope, authentication });
  const channel = on.probedAs?.(envelope.mailbox) ?? channelOf(envelope.mailbox);
  if (await wasProbe(context, { inboxId, channel }, mail.text)) return;
  if (await settledByReport(context, inboxId, mail, envelope.to)) return;
  const language = inForceAt(context.policies, inbox.receivedAt).languages[0] ?? "en";
  const told = arrivalOfMail(mail, inbox.receivedAt, language);
  const { leftBehindBytes } = envelope;
  const arrival: Arrival = {
    ...told,
    bytes: leftBehindBytes ?? raw.byteLength,
    // What its header lacks the mail itself may have.
    ...(leftBehindBytes === undefined ? {} : { problems: ["mail.left-in-mailbox"] }),
    // An empty envelope sender is that of a bounce (RFC 5321, section 4.5.5): it is never answered.
    automatic: told.automatic || envelope.from === "",
    way: envelope.way,
    ...(envelope.mailbox ? { mailbox: envelope.mailbox } : {}),
    authentication,
  };
  if (finding.found !== "thread") {
    const automatic = arrival.automatic || mail.wantsNoAutomaticAnswer === true;
    const pointed = withPointer({ ...arrival, automatic }, mail);
    const doubted = await withDoubts(context, pointed, answeredBy(mail));
    await register.run(context, actor, { inboxId, arrival: doubted, finding });
    return;
  }
  const description = mail.text.trim();
  const { caseId, partyId, why: provenBy } = finding;
  const fields = { ...arrival.fields, description };
  // A notice of absence by its subject alone ends no waiting; a person may say otherwise.
  const absent = mail.looksAbsent === true;
  await registerMessage.run(context, actor, {
    ...{ caseId, partyId, inboxId },
    subject: mail.subject ?? "",
    copies: [...mail.to, ...mail.cc].map(({ address }) => address),
    arrival: {
      ...arrival,
      fields,
      provenBy,
      automatic: arrival.automatic || absent,
      problems: [...arrival.problems, ...problems, ...(absent ? ["mail.looks-absent"] : [])],
    },
  });
}

/** A letter that only says where its matter lies is marked so; the address stays text. */
function withPointer(arrival: Arrival, mail: Parameters<typeof pointerIn>[0]): Arrival {
  const contentAt = pointerIn(mail);
  return contentAt === null ? arrival : { ...arrival, contentAt };
}
