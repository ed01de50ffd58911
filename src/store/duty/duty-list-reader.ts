/** Lists of what nobody takes or answers, as far as the reader's wall shows it: for the page of duty. */
import type { CaseKind } from "../../core/cases/case-facts.ts";
import { type RecordEntry, urgencyTypes } from "../../core/duty/urgency.ts";
import { type Readers, readerArray } from "../cases/queue-reader.ts";
import type { Tx } from "../transaction.ts";
import { answered, hasParty, isMaybeUrgent } from "./untaken-reader.ts";

/** So many of the most urgent open cases are looked at, and so many listed. */
const lookedAt = 5_000;
export const listedMax = 100;

export interface DutyCase {
  readonly caseId: string;
  readonly reference: string;
  readonly kind: CaseKind;
  /** The band that counts: of the scores, or suspected. */
  readonly band: string | null;
  readonly openedAt: Date;
}

/** Open cases of the reader, from the index that lists are driven from. */
function openCases(readers: Readers, first: number, more: string): string {
  return `select distinct x.case_id
       from unnest(${readerArray(readers, first)}) as reader (principal_id)
      cross join (values (1), (2)) as lanes (lane)
      cross join lateral (
        select a.case_id from case_access a
         where a.principal_id = reader.principal_id and a.lane = lanes.lane
           and a.side_id = staff_side()${more}
         order by a.due_at, a.case_id limit ${lookedAt}) x`;
}

const columns = `c.case_id as "caseId", c.reference, c.kind,
  coalesce(c.severity_band, c.suspected_band) as "band", c.opened_at as "openedAt"`;

/**
 * Nobody answers for these: those that may be urgent by these bands or their record, then the others, the
 * oldest first; mail that nobody has sorted stands in the tray. `most` is for tests of where it ends.
 */
export function unownedFor(
  tx: Tx,
  readers: Readers,
  bands: readonly string[],
  most = 500,
): Promise<DutyCase[]> {
  return tx.query<DutyCase>(
    `select ${columns} from (${openCases(readers, 3, " and a.owner_id is null")}) mine
       join cases c on c.case_id = mine.case_id
      order by ${isMaybeUrgent} desc nulls last, c.opened_at, c.case_id limit $2`,
    [[...bands], most, ...readers],
    `duty-unowned-${readers.length}`,
  );
}

/** No person has answered the parties of these, opened before that instant; the oldest first. */
export function unansweredFor(tx: Tx, readers: Readers, before: Date): Promise<DutyCase[]> {
  return tx.query<DutyCase>(
    `select ${columns} from (${openCases(readers, 2, " and a.opened_at <= $1")}) mine
       join cases c on c.case_id = mine.case_id
      where c.tray is distinct from 'new' and ${hasParty} and not ${answered}
      order by c.opened_at, c.case_id limit ${listedMax}`,
    [before, ...readers],
    `duty-unanswered-${readers.length}`,
  );
}

/** What the records of these cases say of urgency and of who was woken, by the case's id. */
export async function dutyRecords(
  tx: Tx,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordEntry[]>> {
  const rows = await tx.query<Omit<RecordEntry, "body"> & { caseId: string; body: string }>(
    `select case_id as "caseId", event_id as "eventId", type, at, body from events
      where case_id = any ($1::uuid[]) and type = any ($2::text[]) order by seq limit 20000`,
    [caseIds, [...urgencyTypes, "duty.woken"]],
  );
  const records = new Map<string, RecordEntry[]>();
  for (const { caseId, body, ...row } of rows) {
    const entry = { ...row, body: JSON.parse(body) as RecordEntry["body"] };
    const record = records.get(caseId);
    if (record) record.push(entry);
    else records.set(caseId, [entry]);
  }
  return records;
}
