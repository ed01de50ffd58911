/**
 * Makes the pack of a case from what the store knows of it. Puts numbers in the place of people and
 * parties, and takes from events nothing but their type, instant and the ids that the pack explains.
 */
import { calendarOf, type HolidaysOf } from "../clocks/calendar-of.ts";
import type { CaseRecord, EventRecord } from "./case-record.ts";
import { type Numbers, numbersOf } from "./numbers-of-case.ts";
import {
  type EventOfPack,
  type EvidencePack,
  type MessageOfPack,
  type Names,
  type PolicyText,
  packFormat,
  type ReportOfPack,
} from "./pack.ts";
import { promisesOfPack } from "./promises-of-pack.ts";
import { datesOf } from "./recount.ts";

/** The pack; `holidaysOf` gives the public holidays that it carries along. */
export function composePack(record: CaseRecord, holidaysOf: HolidaysOf): EvidencePack {
  const who = numbersOf(record);
  const events = record.events.map((event) => eventOf(event, record, who));
  const promises = promisesOfPack(record, events, who);
  const policies = record.policies.map((policy): PolicyText => {
    const running = promises.filter((each) => each.policyVersion === policy.version);
    return policyText(policy, running, holidaysOf);
  });
  const [present] = record.policies.filter((each) => each.version === record.head.policyVersion);
  const { caseId, reference, kind, stage, openedAt, closedAt, policyVersion } = record.head;
  return {
    format: packFormat,
    madeAt: record.now.toISOString(),
    organisation: present?.organisation.name ?? "",
    team: present?.organisation.teamName ?? "",
    case: {
      caseId,
      reference,
      kind,
      stage,
      openedAt: openedAt.toISOString(),
      closedAt: iso(closedAt),
      policyVersion,
    },
    deed: record.deed,
    policies,
    parties: record.parties.map(({ partyId, kind }) => ({ party: who(partyId) ?? "", kind })),
    promises,
    reports: record.reports.map((report) => reportOf(report, who)),
    messages: record.messages.map((message) => messageOf(message, who)),
    events,
    checkpoint: record.checkpoint,
    names: record.names && namesOf(record.names, who),
    content: record.content,
  };
}

function eventOf(event: EventRecord, record: CaseRecord, who: Numbers): EventOfPack {
  const { ids } = event;
  const message = record.messages.find((each) =>
    [ids.messageId, ids.question].includes(each.messageId),
  );
  const clock = record.clocks.find((each) => each.clockId === ids.clockId);
  return {
    seq: event.seq,
    eventId: event.eventId,
    type: event.type,
    at: event.at.toISOString(),
    happenedAt: iso(event.happenedAt),
    until: iso(event.until),
    actor: who(event.actorId) ?? event.actorKind,
    messageId: message?.messageId ?? null,
    clockId: clock?.clockId ?? null,
    mac: event.mac,
  };
}

function reportOf(report: CaseRecord["reports"][number], who: Numbers): ReportOfPack {
  const { partyId, attemptedAt, receivedAt, firstReadAt, ...rest } = report;
  return {
    ...rest,
    party: who(partyId) ?? "",
    attemptedAt: attemptedAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    firstReadAt: iso(firstReadAt),
  };
}

function messageOf(message: CaseRecord["messages"][number], who: Numbers): MessageOfPack {
  const { sideId, at, deliveries, ...rest } = message;
  return {
    ...rest,
    party: who(sideId),
    at: at.toISOString(),
    deliveries: deliveries.map(({ owedAt, sentAt, ...delivery }) => ({
      ...delivery,
      owedAt: owedAt.toISOString(),
      sentAt: iso(sentAt),
    })),
  };
}

function namesOf(names: NonNullable<CaseRecord["names"]>, who: Numbers): Names {
  return [...names].flatMap(([id, name]) => {
    const number = who(id);
    return number ? [{ who: number, ...name }] : [];
  });
}

/** Carries exactly the holidays that counting these promises anew will ask for. */
function policyText(
  policy: CaseRecord["policies"][number],
  running: EvidencePack["promises"],
  holidaysOf: HolidaysOf,
): PolicyText {
  const holidays: Record<string, readonly string[]> = {};
  const calendar = calendarOf(policy, (country, year) => {
    const found = holidaysOf(country, year);
    holidays[String(year)] = found;
    return found;
  });
  for (const { clause, clock } of running) {
    if (clause) datesOf(clause, clock, calendar);
  }
  const { zone, workingWeekdays, dayEndsAt, endMovesToWorkingDay } = calendar;
  return {
    name: policy.name,
    version: policy.version,
    inForceFrom: policy.inForceFrom.toISOString(),
    file: `policy-v${policy.version}.yaml`,
    calendar: {
      zone,
      weekdays: workingWeekdays,
      dayEndsAt,
      endMovesToWorkingDay,
      atLeastTwoWorkingDays: calendar.atLeastTwoWorkingDays,
      holidays,
    },
  };
}

function iso(instant: Date | null | undefined): string | null {
  return instant?.toISOString() ?? null;
}
