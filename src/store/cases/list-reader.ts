/**
 * Lists the cases of a reader, earliest due first, a page at a time. Driven from case_access by
 * its index, so a page costs the same at ten cases and at a million.
 */
import type { Context } from "../context.ts";
import { keysOf, openFrom } from "../sealing/object-keys.ts";
import { principalsOf, type Tx } from "../transaction.ts";
import { type CaseHead, headColumns } from "./head-reader.ts";
import { titlePlace } from "./opening-writer.ts";

export interface ListedCase extends Omit<CaseHead, "titleSealed"> {
  readonly title: string;
  readonly lane: number;
  /** Null where no promise runs that has a date. */
  readonly dueAt: Date | null;
}

/** The last row of the page before; dueAt null stands after all dates. */
export interface CasePlace {
  readonly dueAt: Date | null;
  readonly caseId: string;
}

type Stored = CaseHead & { lane: number; dueAt: Date | number };

/** One page for the actor of the transaction; `lanes` as in cases.lane (1 ours, 2 waiting, 3 closed). */
export async function caseList(
  context: Context,
  tx: Tx,
  lanes: readonly number[],
  after: CasePlace | null,
  limit: number,
): Promise<ListedCase[]> {
  const rows = await tx.query<Stored>(
    `with page as (
       select distinct x.due_at, x.case_id
         from unnest($1::uuid[]) as reader (principal_id)
        cross join unnest($2::smallint[]) as wanted (lane)
        cross join lateral (
          select a.due_at, a.case_id from case_access a
           where a.principal_id = reader.principal_id and a.lane = wanted.lane
             and a.side_id = staff_side()
             and (a.due_at, a.case_id) > ($3::timestamptz, $4::uuid)
           order by a.due_at, a.case_id limit $5) x
        order by x.due_at, x.case_id limit $5)
     select ${headColumns("c")}, c.lane, c.due_at as "dueAt"
       from page join cases c on c.case_id = page.case_id
      order by page.due_at, page.case_id`,
    [
      principalsOf(tx.actor),
      lanes.map(String),
      after ? (after.dueAt ?? "infinity") : "-infinity",
      after?.caseId ?? "00000000-0000-0000-0000-000000000000",
      limit,
    ],
  );
  return opened(context, tx, rows);
}

async function opened(context: Context, tx: Tx, rows: readonly Stored[]): Promise<ListedCase[]> {
  const keys = await keysOf(
    context,
    tx,
    rows.map((row) => row.caseId),
  );
  return rows.flatMap(({ titleSealed, dueAt, ...row }) => {
    const key = keys.get(row.caseId);
    if (!key) return [];
    const title = openFrom(key, titlePlace, titleSealed).toString();
    // The driver gives PostgreSQL's infinity as a number.
    return [{ ...row, title, dueAt: dueAt instanceof Date ? dueAt : null }];
  });
}

/** The title of one case that the actor's wall shows. */
export async function titleOfCase(context: Context, tx: Tx, head: CaseHead): Promise<string> {
  const key = (await keysOf(context, tx, [head.caseId])).get(head.caseId);
  return key ? openFrom(key, titlePlace, head.titleSealed).toString() : "";
}
