/** The promises of a pack: each clock of the case with its clause, its events and its messages. */
import { isBroken, type LedgerClock, type LedgerEntry, ledgerOf } from "../clocks/ledger.ts";
import { promiseOf } from "../clocks/promises.ts";
import type { Policy } from "../policy/policy.ts";
import type { CaseRecord } from "./case-record.ts";
import type { Numbers } from "./numbers-of-case.ts";
import type { Clause, ClockOfPack, EventOfPack, PromiseOfPack } from "./pack.ts";

/** In the ledger's own order: what is owed first, then what is finished. */
export function promisesOfPack(
  record: CaseRecord,
  events: readonly EventOfPack[],
  who: Numbers,
): PromiseOfPack[] {
  const { policies, clocks, now } = record;
  return ledgerOf(policies, clocks, now).flatMap((entry) => {
    const clock = clocks.find((each) => each.clockId === entry.clockId);
    return clock ? [promiseOfPack(entry, clock, record, events, who)] : [];
  });
}

function promiseOfPack(
  entry: LedgerEntry,
  clock: LedgerClock,
  { policies }: CaseRecord,
  events: readonly EventOfPack[],
  who: Numbers,
): PromiseOfPack {
  const kind = promiseOf(entry.promise);
  const policy = policies.find((each) => each.version === entry.policyVersion);
  const told = clockOfPack(clock, events, policy);
  const mine = eventsOf(clock, told, events);
  const messages = mine.map((event) => event.messageId).filter((id) => id !== null);
  return {
    clockId: entry.clockId,
    promise: entry.promise,
    deed: kind.deed,
    owedBy: entry.owedBy,
    owedTo: who(entry.owedTo) ?? entry.to,
    subjectId: entry.subjectId,
    clause: clauseOf(entry, policy),
    policyVersion: entry.policyVersion,
    clock: told,
    state: entry.state,
    broken: isBroken(entry),
    explainedAt: entry.breach?.explainedAt.toISOString() ?? null,
    events: mine.map((event) => event.eventId),
    messages: [...new Set(messages)],
  };
}

function clauseOf(entry: LedgerEntry, policy: Policy | undefined): Clause | null {
  const terms = policy?.promises[entry.promise];
  if (!terms) return null;
  return {
    from: terms.from,
    within: terms.within,
    bySeverity: terms.bySeverity,
    basis: terms.basis,
    wording: entry.wording,
    satisfiedBy: terms.satisfiedBy,
    endMovesToWorkingDay: terms.endMovesToWorkingDay ?? null,
    says: terms.says ?? null,
    requirements: entry.requirements,
  };
}

function clockOfPack(
  clock: LedgerClock,
  events: readonly EventOfPack[],
  policy: Policy | undefined,
): ClockOfPack {
  const when = (at: Date | undefined) => at?.toISOString() ?? null;
  return {
    startedAt: clock.startedAt.toISOString(),
    startedBy: startOf(clock, events, policy)?.eventId ?? null,
    dueAt: when(clock.dueAt ?? undefined),
    formerDues: clock.formerDues.map(({ dueAt, movedAt, because, eventId }) => ({
      dueAt: when(dueAt ?? undefined),
      movedAt: movedAt.toISOString(),
      because,
      eventId,
    })),
    warnedAt: when(clock.warnedAt),
    overdueAt: when(clock.alarmedAt),
    pausedAt: when(clock.pausedAt),
    pausedMs: clock.pausedMs,
    pauses: (clock.pauses ?? []).map(({ from, to }) => ({
      from: from.toISOString(),
      to: to.toISOString(),
    })),
    metAt: when(clock.metAt),
    metBy: clock.metBy ?? null,
    stoppedAt: when(clock.stoppedAt),
    stoppedBy: clock.stoppedBy ?? null,
  };
}

/** An event and the clock that it turns are written in one transaction, moments apart. */
const momentMs = 2_000;

/** A cadence starts anew with what met it; all else starts with an anchor. */
function startOf(
  { promise, startedAt }: LedgerClock,
  events: readonly EventOfPack[],
  policy: Policy | undefined,
): EventOfPack | undefined {
  const kind = promiseOf(promise);
  const from = policy?.promises[promise]?.from;
  const anchors = (from && kind.anchors[from]) || Object.values(kind.anchors).flat();
  const types = [...anchors, ...kind.metBy];
  return events.find(
    (event) =>
      types.includes(event.type) && isClose(event.happenedAt ?? event.at, startedAt.toISOString()),
  );
}

function isClose(one: string, other: string): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) <= momentMs;
}

/** What started, moved, stopped, resumed, warned of, explained, met or ended it, in order. */
function eventsOf(
  { promise, clockId }: LedgerClock,
  told: ClockOfPack,
  events: readonly EventOfPack[],
): EventOfPack[] {
  const { startedBy, metBy, stoppedBy, formerDues, pauses, pausedAt } = told;
  const named = new Set([startedBy, metBy, stoppedBy, ...formerDues.map((each) => each.eventId)]);
  const { pausedBy, resumedBy, stoppedBy: putOffBy, owedAgainBy } = promiseOf(promise);
  // What an exception put off stood still until that held no more.
  const again = owedAgainBy ? [...putOffBy, ...owedAgainBy] : [];
  const turned = pauses.flatMap(({ from, to }) => [from, to]).concat(pausedAt ?? []);
  return events.filter((event) => {
    if (named.has(event.eventId) || event.clockId === clockId) return true;
    const turns = [...pausedBy, ...resumedBy, ...again].includes(event.type);
    return turns && turned.some((instant) => isClose(instant, event.at));
  });
}
