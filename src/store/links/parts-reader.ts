/** Reads which parts of a report have a case of their own, from the record that its reporter may read. */
import type { NewsStep } from "../../core/cases/earlier-news.ts";
import type { Tx } from "../transaction.ts";

export interface ReportPart {
  /** Of the case that was split off. */
  readonly reference: string;
  readonly since: Date;
  /** What was told of the work there last; null while nothing was. */
  readonly step: NewsStep | null;
  readonly stepAt: Date | null;
  /** An instant in ISO 8601, of a remedy that is planned. */
  readonly by: string | null;
  /** Of what was published. */
  readonly number: string | null;
}

interface Told {
  readonly reference: string;
  readonly step?: NewsStep;
  readonly by?: string;
  readonly number?: string;
}

/** Those that still are; the oldest first; at most 100 entries of the record. */
export async function partsOf(tx: Tx, caseId: string): Promise<ReportPart[]> {
  const rows = await tx.query<{ type: string; at: Date; body: string }>(
    `select type, at, body from events
      where case_id = $1 and type in ('report.split', 'part.progressed', 'part.ended')
      order by seq limit 100`,
    [caseId],
  );
  const parts = new Map<string, ReportPart>();
  for (const { type, at, body } of rows) {
    const { reference, step, by = null, number = null } = JSON.parse(body) as Told;
    const before = parts.get(reference);
    if (type === "report.split") {
      const fresh = { step: null, stepAt: null, by: null, number: null };
      parts.set(reference, { reference, since: at, ...fresh });
    } else if (type === "part.ended") {
      parts.delete(reference);
    } else if (before && step) {
      parts.set(reference, { ...before, step, stepAt: at, by, number });
    }
  }
  return [...parts.values()];
}

/** The cases that this one was split off, and whose reporter hears of the work on it. */
export async function splitFromOf(
  tx: Tx,
  caseId: string,
): Promise<{ caseId: string; part: string }[]> {
  return tx.query(
    `select l.other_case_id as "caseId", c.reference as "part"
       from case_links l join cases c on c.case_id = l.case_id
      where l.case_id = $1 and l.relation = 'split-from' and l.ended_at is null
        and exists (select 1 from events e
                     where e.case_id = l.other_case_id and e.type = 'report.split'
                       and e.body::jsonb ->> 'reference' = c.reference)
      order by l.other_case_id limit 20`,
    [caseId],
  );
}
