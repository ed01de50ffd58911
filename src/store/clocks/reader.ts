/** Reads the clocks of a case, as far as the actor's wall shows them. */
import type { Clock } from "../../core/clocks/clock.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Tx } from "../transaction.ts";

export type ClockRow = Clock & { readonly clockId: string };

/** Every clock of the case, finished ones too, in the order in which they began; at most 500. */
export async function clocksOf(tx: Tx, caseId: string): Promise<ClockRow[]> {
  const rows = await tx.query<{
    clockId: string;
    promise: PromiseId;
    owedTo: string;
    subjectId: string;
    startedAt: Date;
    dueAt: Date | null;
    pausedAt: Date | null;
    pausedMs: number;
    metAt: Date | null;
    metBy: string | null;
    stoppedAt: Date | null;
  }>(
    `select clock_id as "clockId", promise, owed_to as "owedTo", subject_id as "subjectId",
            started_at as "startedAt", due_at as "dueAt", paused_at as "pausedAt",
            paused_ms as "pausedMs", met_at as "metAt", met_event_id as "metBy",
            stopped_at as "stoppedAt"
       from clocks where case_id = $1 order by started_at, clock_id limit 500`,
    [caseId],
  );
  return rows.map(({ pausedAt, metAt, metBy, stoppedAt, ...row }) => ({
    ...row,
    ...(pausedAt ? { pausedAt } : {}),
    ...(metAt ? { metAt } : {}),
    ...(metBy ? { metBy } : {}),
    ...(stoppedAt ? { stoppedAt } : {}),
  }));
}
