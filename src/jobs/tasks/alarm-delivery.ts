/**
 * Tells whoever answers for a case that a mail of it did not arrive: its owner, and the leads where it
 * was given up or nobody owns the case. Who cannot be reached for now is tried again, alone.
 */
import { alarmDelivery as record } from "../../actions/messages/alarm-delivery.ts";
import { type DeliveryAlarmFacts, deliveryAlarm } from "../../mail/templates/delivery-alarm.ts";
import { type CaseHead, headOf } from "../../store/cases/head-reader.ts";
import { allLeads, leadsOf } from "../../store/cases/leads-reader.ts";
import type { Context } from "../../store/context.ts";
import { eventOf } from "../../store/events/reader.ts";
import { alarmSoFar, toldSince } from "../../store/glass/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { JobFailure } from "../job-failure.ts";
import { colleaguesOf } from "../mail-colleague.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";
import { type AlarmFacts, alarmPeople } from "./alarm-people.ts";

const actor = { kind: "system", task: "alarm-delivery" } as const;

export const alarmDelivery: Task = async (on, job) => {
  const [caseId, eventId] = [caseOf(job), subjectOf(job)];
  const facts = await factsOf(on.context, caseId, eventId);
  if (!facts) return;
  const { told, waiting, unreached } = await alarmPeople(on, facts, {
    name: "delivery-alarm",
    letterOf: (frame) =>
      deliveryAlarm({
        ...frame,
        kind: kinds[facts.event.type] ?? "bounced",
        reference: facts.head.reference,
        page: `${on.context.baseUrl}/console/cases/${caseId}/conversation`,
      }),
  });
  if (told.length > 0 || waiting.length === 0) {
    await record.run(on.context, actor, { caseId, about: eventId, told, waiting, unreached });
  }
  if (waiting.length > 0) throw new JobFailure("mail-send.temporary");
};

/** Of many mails of a case that are lost together in one way one alarm is enough: the list names them all. */
const quietMs = 15 * 60_000;

interface Facts extends AlarmFacts {
  readonly head: CaseHead;
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
    return {
      ...{ event, head, people },
      ...(await colleaguesOf(context, tx, people)),
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
