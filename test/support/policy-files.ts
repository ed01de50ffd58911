/** The policy files of this repository, and calendars and clocks for tests. */
import { readdirSync, readFileSync } from "node:fs";
import type { WorkCalendar } from "../../src/core/clocks/calendar.ts";
import { calendarOf } from "../../src/core/clocks/calendar-of.ts";
import { areOfOneMatter, type Clock, type ClockEvent } from "../../src/core/clocks/clock.ts";
import { clocksOwed } from "../../src/core/clocks/clocks-owed.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import { readPolicy } from "../../src/formats/policy/read-policy.ts";
import { holidaysOf } from "../../src/lib/holidays.ts";

const folder = new URL("../../policies/", import.meta.url);

/** File names below policies/. */
export const policyFiles = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

export function policyText(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}

/** By file name: reading one costs more than most tests, and no policy changes while tests run. */
const policies = new Map<string, Policy>();

/** The policy of that file, a copy of its own; a test that needs it fails with its findings. */
export function policyOf(name: string): Policy {
  const policy = policies.get(name) ?? policyIn(name);
  policies.set(name, policy);
  return structuredClone(policy);
}

function policyIn(name: string): Policy {
  const read = readPolicy(policyText(name));
  if ("findings" in read) throw new Error(JSON.stringify(read.findings));
  return read.policy;
}

/** The calendar by which a policy counts, with real holidays. */
export function calendarFor(policy: Policy): WorkCalendar {
  return calendarOf(policy, holidaysOf);
}

export const reporterId = "00000000-0000-7000-8000-000000000001";
export const reportId = "00000000-0000-7000-8000-000000000002";

/** An event towards the reporter about their report; `at` is an ISO instant. */
export function anEvent(
  type: string,
  at: string,
  rest: Partial<Omit<ClockEvent, "type" | "at">> = {},
): ClockEvent {
  const id = `${type} ${at}`;
  return {
    type,
    at: new Date(at),
    id,
    by: "person",
    owedTo: reporterId,
    subjectId: reportId,
    ...rest,
  };
}

/** Every clock of a case after these events, in the order in which they began; `before` had begun. */
export function clocksAfter(
  policy: Policy,
  events: readonly ClockEvent[],
  before: readonly Clock[] = [],
): Clock[] {
  return events.reduce<Clock[]>(
    (clocks, event) => {
      for (const { clock } of clocksOwed(policy, { clocks, event, holidaysOf })) {
        const place = clocks.findIndex((each) => isSame(each, clock));
        if (place < 0) clocks.push(clock);
        else clocks[place] = clock;
      }
      return clocks;
    },
    [...before],
  );
}

/** The clocks of one promise among those after these events. */
export function clocksOf(
  promise: Clock["promise"],
  policy: Policy,
  events: readonly ClockEvent[],
): Clock[] {
  return clocksAfter(policy, events).filter((clock) => clock.promise === promise);
}

function isSame(a: Clock, b: Clock): boolean {
  return areOfOneMatter(a, b) && +a.startedAt === +b.startedAt;
}

/** A running clock towards the reporter about their report, due on 17 June 2026. */
export function aClock(rest: Partial<Clock> = {}): Clock {
  return {
    promise: "relevancy",
    owedTo: reporterId,
    subjectId: reportId,
    policyVersion: 1,
    startedAt: new Date("2026-06-03T10:00:00Z"),
    dueAt: new Date("2026-06-17T21:59:59Z"),
    formerDues: [],
    pausedMs: 0,
    ...rest,
  };
}
