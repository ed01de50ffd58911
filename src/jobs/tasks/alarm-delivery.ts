/**
 * Tells whoever answers for a case that a mail of it did not arrive: its owner, and the leads where it
 * was given up or nobody owns the case. Who cannot be reached for now is tried again, alone.
 */
import { alarmDelivery as record } from "../../actions/messages/alarm-delivery.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { isAddress } from "../../formats/mail/outgoing-header.ts";
import { derivedId } from "../../lib/derived-id.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { type DeliveryAlarmFacts, deliveryAlarm } from "../../mail/templates/delivery-alarm.ts";
import { type CaseHead, headOf } from "../../store/cases/head-reader.ts";
import { allLeads, leadsOf } from "../../store/cases/leads-reader.ts";
import type { Context } from "../../store/context.ts";
import { type EventView, eventOf } from "../../store/events/reader.ts";
import { alarmSoFar, toldSince } from "../../store/glass/reader.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { profilesOf } from "../../store/people/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { JobFailure } from "../job-failure.ts";
import { caseOf, subjectOf, type Task, type TaskContext } from "../task-context.ts";

const actor = { kind: "system", task: "alarm-delivery" } as const;

export const alarmDelivery: Task = async (on, job) => {
  const [caseId, eventId] = [caseOf(job), subjectOf(job)];
  const facts = await factsOf(on.context, caseId, eventId);
  if (!facts) return;
  const outcomes = new Map<string, Outcome>();
  for (const recipient of facts.recipients) {
    outcomes.set(recipient.personId, await tell(on, facts, recipient));
  }
  const those = (outcome: Outcome) =>
    facts.people.filter((personId) => (outcomes.get(personId) ?? "unreached") === outcome);
  const [told, waiting, unreached] = [those("told"), those("waiting"), those("unreached")];
  if (told.length > 0 || waiting.length === 0) {
    await record.run(on.context, actor, { caseId, about: eventId, told, waiting, unreached });
  }
  if (waiting.length > 0) throw new JobFailure("mail-send.temporary");
};

/** Of many mails of a case that are lost together in one way one alarm is enough: the list names them all. */
const quietMs = 15 * 60_000;

type Outcome = "told" | "waiting" | "unreached";

interface Recipient {
  readonly personId: string;
  readonly address: string;
}

interface Facts {
  readonly event: EventView;
  readonly head: CaseHead;
  /** Everybody who is to know and was not told yet. */
  readonly people: readonly string[];
  readonly recipients: readonly Recipient[];
  readonly signWith: string | undefined;
}

/** Undefined where case or event are gone, or everybody was told. */
async function factsOf(
  context: Context,
  caseId: string,
  eventId: string,
): Promise<Facts | undefined> {
  return context.transaction(actor, async (tx) => {
    const [head, event] = [await headOf(tx, caseId), await eventOf(tx, eventId)];
    if (!head || !event) return undefined;
    const soFar = await alarmSoFar(tx, { caseId, eventId }, "delivery.alarmed");
    if (soFar.settled) return undefined;
    const all = await answerable(tx, head, event.type === "delivery.given-up");
    const since = new Date(+context.now() - quietMs);
    const told = [...soFar.told, ...(await toldSince(tx, { caseId, type: event.type, since }))];
    const people = all.filter((id) => !told.includes(id));
    if (people.length === 0) return undefined;
    const [key] = await privateKeysOf(context, tx, "mail");
    const profiles = await profilesOf(context, tx, people);
    return {
      ...{ event, head, people },
      recipients: [...profiles]
        .filter(([, { signInName }]) => isAddress(signInName))
        .map(([personId, { signInName }]) => ({ personId, address: signInName })),
      signWith: key?.armored,
    };
  });
}

/** An alarm that reaches nobody is none: without an owner its leads hear it, else all leads. */
async function answerable(tx: Tx, head: CaseHead, leadsToo: boolean): Promise<string[]> {
  const { caseId, ownerId } = head;
  const owner = ownerId ? [ownerId] : [];
  if (owner.length > 0 && !leadsToo) return owner;
  const people = [...new Set([...owner, ...(await leadsOf(tx, caseId))])];
  return people.length > 0 ? people : allLeads(tx);
}

const kinds: Readonly<Record<string, DeliveryAlarmFacts["kind"]>> = {
  "delivery.failed": "refused",
  "delivery.given-up": "given-up",
  "delivery.withheld": "withheld",
};

/** Unreached where the server refused the address for good; a server that is away is tried again. */
async function tell(
  { context, mailReader, transport, log }: TaskContext,
  { event, head, signWith }: Facts,
  { personId, address }: Recipient,
): Promise<Outcome> {
  const { channels, organisation } = inForceAt(context.policies, context.now());
  const { teamName } = organisation;
  const from = { address: channels.reportAddress, name: teamName };
  const domain = from.address.split("@")[1] ?? "localhost";
  const letter = deliveryAlarm({
    teamName,
    kind: kinds[event.type] ?? "bounced",
    reference: head.reference,
    at: event.at,
    timeZone: channels.officeHours.zone,
    page: `${context.baseUrl}/console/cases/${head.caseId}/conversation`,
  });
  const mail = {
    ...letter,
    from,
    to: [{ address }],
    // Made from the event and the person: sent again, it is the same mail.
    messageId: `<${derivedId("delivery-alarm", event.eventId, personId)}@${domain}>`,
    date: event.at,
    autoSubmitted: "auto-generated" as const,
  };
  const raw = await mailReader.compose(mail, signWith ? { signWith: { armored: signWith } } : {});
  try {
    await transport.send({ raw, from: from.address, to: [address] });
    return "told";
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    log.warn({ eventId: event.eventId, personId, answer: error.code }, "a person was not alarmed");
    return error.temporary ? "waiting" : "unreached";
  }
}
