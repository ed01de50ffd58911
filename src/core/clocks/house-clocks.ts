/**
 * Clocks of the house itself: its published key and its security.txt run out on a date that they
 * carry, so no row holds them. Pure: dates come in, alarms come out.
 */
import type { Policy } from "../policy/policy.ts";
import { alarmNow, alarmsOf, type Said } from "./alarms.ts";
import { type ClockState, clockStateOf } from "./clock-state.ts";
import type { PromiseId } from "./promises.ts";

export type HouseFacts = {
  /** Every key in use that is published, by its fingerprint; without those that never run out. */
  keys: readonly { fingerprint: string; expiresAt: Date }[];
  /** Null where there is none. */
  securityTxtExpiresAt: Date | null;
};

export type HousePromise = Extract<PromiseId, "key-expiry" | "security-txt-expiry">;

/** What runs out, when, and where it stands now. */
export type HouseClock = {
  promise: HousePromise;
  /** Which of several: the fingerprint of a key. */
  subject: string | null;
  dueAt: Date;
  state: ClockState;
  /** Hours before the date at which it warns, from the policy. */
  warnHoursBefore: readonly number[];
};

/** The house's clocks, the first to run out first; only those that the policy promises to watch. */
export function houseClocks(
  policy: Pick<Policy, "promises">,
  facts: HouseFacts,
  now: Date,
): HouseClock[] {
  const dates: readonly (readonly [HousePromise, Date | null, string | null])[] = [
    ...facts.keys.map(
      ({ fingerprint, expiresAt }) => ["key-expiry", expiresAt, fingerprint] as const,
    ),
    ["security-txt-expiry", facts.securityTxtExpiresAt, null] as const,
  ];
  return dates
    .flatMap(([promise, dueAt, subject]) => {
      const terms = policy.promises[promise];
      if (!terms || !dueAt) return [];
      const { warnHoursBefore } = terms;
      const state = clockStateOf({ dueAt }, terms, now);
      return [{ promise, subject, dueAt, state, warnHoursBefore }];
    })
    .toSorted((a, b) => +a.dueAt - +b.dueAt);
}

/** An alarm of the house that was recorded, or is to be: `hoursBefore` is 0 once the date passed. */
export type HouseAlarm = {
  type: "house-clock.warned" | "house-clock.overdue";
  promise: HousePromise;
  subject: string | null;
  dueAt: Date;
  hoursBefore: number;
};

/**
 * What is to be recorded now and was not yet: each warning and each passed date once. A new key or
 * file has another date, and warns anew.
 */
export function houseAlarms(
  clocks: readonly HouseClock[],
  recorded: readonly Omit<HouseAlarm, "type">[],
  now: Date,
): HouseAlarm[] {
  return clocks.flatMap((clock) => {
    const { promise, subject, dueAt } = clock;
    const first = alarmsOf(dueAt, clock)[0];
    const said = first && alarmNow({ dueAt }, clock, { alarmAt: first.at, now });
    if (!said) return [];
    const alarm = { promise, subject, dueAt, hoursBefore: hoursOf(said) };
    const isSame = (other: Omit<HouseAlarm, "type">) =>
      other.promise === promise &&
      other.subject === subject &&
      +other.dueAt === +dueAt &&
      other.hoursBefore <= alarm.hoursBefore;
    if (recorded.some(isSame)) return [];
    const type = said.type === "clock.overdue" ? "house-clock.overdue" : "house-clock.warned";
    return [{ type, ...alarm }];
  });
}

function hoursOf(said: Said): number {
  return said.type === "clock.overdue" ? 0 : said.hoursBefore;
}
