/** Reads the clocks of a case, as far as the actor's wall shows them. */
import type { Clock, FormerDue, Pause } from "../../core/clocks/clock.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Tx } from "../transaction.ts";

export type ClockRow = Clock & { readonly clockId: string };

/**
 * The clocks of the case, finished ones too, in the order in which they began. Of more than 500 those
 * that run come before the newest finished ones: what runs must be kept, whatever a long case has
 * behind it.
 */
export async function clocksOf(tx: Tx, caseId: string): Promise<ClockRow[]> {
  const rows = await tx.query<{
    clockId: string;
    promise: PromiseId;
    owedTo: string;
    subjectId: string;
    policyVersion: number;
    startedAt: Date;
    dueAt: Date | null;
    formerDues: string | null;
    pausedAt: Date | null;
    held: boolean | null;
    pausedMs: number;
    pauses: string | null;
    metAt: Date | null;
    metBy: string | null;
    stoppedAt: Date | null;
    stoppedBy: string | null;
    warnedAt: Date | null;
    alarmedAt: Date | null;
  }>(
    `select k.clock_id as "clockId", k.promise, k.owed_to as "owedTo", k.subject_id as "subjectId",
            coalesce(k.policy_version, c.policy_version, p.policy_version) as "policyVersion",
            k.started_at as "startedAt", k.due_at as "dueAt", k.former_dues as "formerDues",
            k.paused_at as "pausedAt", k.held, k.paused_ms as "pausedMs", k.pauses, k.met_at as "metAt",
            k.met_event_id as "metBy", k.stopped_at as "stoppedAt",
            k.stopped_by_event_id as "stoppedBy", k.warned_at as "warnedAt",
            k.alarmed_at as "alarmedAt"
       from clocks k
       left join cases c on c.case_id = k.case_id
       left join party_cases p on p.case_id = k.case_id and p.side_id = k.side_id
      where k.case_id = $1
      order by (k.met_at is null and k.stopped_at is null) desc, k.started_at desc, k.clock_id desc
      limit 500`,
    [caseId],
    "clocks-of-case",
  );
  const asTheyBegan = rows.toSorted(
    (a, b) => +a.startedAt - +b.startedAt || (a.clockId < b.clockId ? -1 : 1),
  );
  return asTheyBegan.map(({ formerDues, pauses, ...row }) => ({
    ...withoutNulls(row),
    dueAt: row.dueAt,
    formerDues: formerDuesFrom(formerDues),
    ...(pauses ? { pauses: pausesFrom(pauses) } : {}),
  }));
}

type WithoutNulls<T> = {
  [K in keyof T as null extends T[K] ? never : K]: T[K];
} & { [K in keyof T as null extends T[K] ? K : never]?: Exclude<T[K], null> };

function withoutNulls<T extends object>(row: T): WithoutNulls<T> {
  const known = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(known) as WithoutNulls<T>;
}

/** The dates of `former_dues`: JSON with ISO instants, null where there are none. */
export function formerDuesFrom(stored: string | null): FormerDue[] {
  const listed = JSON.parse(stored ?? "[]") as (Omit<FormerDue, "dueAt" | "movedAt"> & {
    dueAt: string | null;
    movedAt: string;
  })[];
  return listed.map(({ dueAt, movedAt, because, eventId }) => ({
    dueAt: dueAt === null ? null : new Date(dueAt),
    movedAt: new Date(movedAt),
    because,
    eventId,
  }));
}

/** The spans of `pauses`: JSON with ISO instants, null where there are none. */
export function pausesFrom(stored: string | null): Pause[] {
  const listed = JSON.parse(stored ?? "[]") as { from: string; to: string }[];
  return listed.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
}
