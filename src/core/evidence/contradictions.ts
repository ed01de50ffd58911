/**
 * What a pack claims and does not bear out: a gap in its events, a promise met by nothing, a date
 * that its clause does not give. Judges the pack by itself; signatures and hashes are not its matter.
 */
import { isBroken, ledgerOf } from "../clocks/ledger.ts";
import { type PromiseId, promiseIds, promiseOf } from "../clocks/promises.ts";
import type { Finding } from "../finding.ts";
import type { Clause, EventOfPack, EvidencePack, PromiseOfPack } from "./pack.ts";
import { datesOf, workCalendarOf } from "./recount.ts";

/** Every contradiction, with its place in evidence.json; none for a pack that bears itself out. */
export function contradictionsIn(pack: EvidencePack): Finding[] {
  return [...chainOf(pack), ...pack.promises.flatMap((_, index) => promiseAt(pack, index))];
}

function chainOf({ events, deed }: EvidencePack): Finding[] {
  const found = events.flatMap((event, index) =>
    event.seq === index + 1
      ? []
      : [
          finding(
            "evidence.gap",
            `/events/${index}`,
            `Event ${index + 1} of the chain is missing or out of its place.`,
          ),
        ],
  );
  const last = events.at(-1);
  if (last?.eventId !== deed.eventId || last.type !== "evidence.made") {
    const message = "The chain does not end with the deed that made this pack.";
    found.push(finding("evidence.deed", "/deed", message));
  }
  if (new Set(events.map((event) => event.eventId)).size !== events.length) {
    found.push(finding("evidence.gap", "/events", "An event stands in the chain twice."));
  }
  return found;
}

function promiseAt(pack: EvidencePack, index: number): Finding[] {
  const promise = pack.promises[index] as PromiseOfPack;
  const path = `/promises/${index}`;
  return [
    ...missingIn(pack, promise, path),
    ...metIn(pack, promise, path),
    ...stateIn(pack, promise, path),
    ...datesIn(pack, promise, path),
  ];
}

/** Everything that a promise names must be in the pack. */
function missingIn(pack: EvidencePack, { clock, events, messages }: PromiseOfPack, path: string) {
  const known = new Set<string>([
    ...pack.events.map((event) => event.eventId),
    ...pack.messages.map((message) => message.messageId),
  ]);
  const named = [
    ...events,
    ...messages,
    ...clock.formerDues.map((former) => former.eventId),
    ...[clock.startedBy, clock.metBy, clock.stoppedBy].filter((id) => id !== null),
  ];
  const lost = [...new Set(named)].filter((id) => !known.has(id));
  return lost.map((id) =>
    finding("evidence.not-there", path, `It names ${id}, which the pack does not hold.`),
  );
}

/** An event is written when something is done, or after it: a promise cannot be kept after its proof. */
const slackMs = 60_000;

function metIn(pack: EvidencePack, promise: PromiseOfPack, path: string): Finding[] {
  const { metAt, metBy } = promise.clock;
  if ((metAt === null) !== (metBy === null)) {
    return [finding("evidence.unproved", path, "It is told as kept, and no event shows by what.")];
  }
  const event = pack.events.find((each) => each.eventId === metBy);
  if (!event || metAt === null) return [];
  const kind = knownPromise(promise.promise);
  const kinds: readonly string[] = kind?.metBy ?? [event.type];
  if (!kinds.includes(event.type)) {
    const message = `An event of the type ${event.type} does not keep this promise.`;
    return [finding("evidence.unproved", path, message)];
  }
  return isBefore(event, metAt)
    ? [finding("evidence.unproved", path, "It is told as kept later than its own proof.")]
    : [];
}

function isBefore(event: EventOfPack, at: string): boolean {
  return Date.parse(event.at) + slackMs < Date.parse(at);
}

/** State and "broken" follow from the clock alone: they are reckoned anew. */
function stateIn(pack: EvidencePack, promise: PromiseOfPack, path: string): Finding[] {
  const kind = knownPromise(promise.promise);
  if (!kind) return [];
  const { policyVersion, clock } = promise;
  const [entry] = ledgerOf([], [clockOf(promise, kind.id)], new Date(pack.madeAt));
  if (!entry) return [];
  const warned = promise.state === "due-soon" ? "open" : promise.state;
  const reckoned = entry.state === "due-soon" ? "open" : entry.state;
  if (warned === reckoned && isBroken(entry) === promise.broken) return [];
  const message = `It is told as ${promise.state}, and its clock (version ${policyVersion}, due ${
    clock.dueAt ?? "never"
  }) gives ${entry.state}.`;
  return [finding("evidence.state", path, message)];
}

function clockOf({ clock, clockId, policyVersion, subjectId }: PromiseOfPack, promise: PromiseId) {
  const when = (name: "pausedAt" | "metAt" | "stoppedAt") => {
    const at = clock[name];
    return at === null ? {} : { [name]: new Date(at) };
  };
  return {
    clockId,
    promise,
    owedTo: "",
    subjectId,
    policyVersion,
    startedAt: new Date(clock.startedAt),
    dueAt: clock.dueAt === null ? null : new Date(clock.dueAt),
    formerDues: clock.formerDues.map(({ dueAt, movedAt, because, eventId }) => ({
      dueAt: dueAt === null ? null : new Date(dueAt),
      movedAt: new Date(movedAt),
      because,
      eventId,
    })),
    pausedMs: clock.pausedMs,
    pauses: clock.pauses.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
    ...when("pausedAt"),
    ...when("metAt"),
    ...when("stoppedAt"),
  };
}

function datesIn(pack: EvidencePack, promise: PromiseOfPack, path: string): Finding[] {
  const { clause, clock, policyVersion } = promise;
  const policy = pack.policies.find((each) => each.version === policyVersion);
  if (!policy) {
    const message = `Version ${policyVersion} of the policy is not in the pack.`;
    return [finding("evidence.not-there", path, message)];
  }
  if (!clause || isOfNoClause(promise, clause)) return [];
  const calendar = workCalendarOf(policy.calendar);
  const dates = datesOf(clause, clock, calendar);
  if (dates === undefined) return [];
  const given = dates.map((date) => date?.toISOString() ?? null);
  if (given.includes(clock.dueAt)) return [];
  const message = `Its date is ${clock.dueAt ?? "none"}, and its clause gives ${[...new Set(given)]
    .map((each) => each ?? "none")
    .join(" or ")}.`;
  return [finding("evidence.date", `${path}/clock/dueAt`, message)];
}

/**
 * Agreed dates are the parties' own, and a coordinator's is the coordinator's, which may state one
 * (CC-05); what was done before it was owed never had a date.
 */
function isOfNoClause({ clock, promise }: PromiseOfPack, clause: Clause): boolean {
  if (knownPromise(promise)?.to === "coordinator") return true;
  const agreed = clock.formerDues.some((former) => former.because === "agreed");
  const early = clock.dueAt === null && clock.metAt === clock.startedAt;
  return agreed || early || clause.within === "agreed";
}

function knownPromise(id: string) {
  return promiseIds.some((known) => known === id) ? promiseOf(id as PromiseId) : undefined;
}

function finding(rule: string, path: string, message: string): Finding {
  return { rule, path, message };
}
