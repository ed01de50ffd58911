/**
 * Reads which cases belong together. A link is read by who is on both; what a case itself tells (that it
 * follows, since when its matter was known) stands in its own record.
 */
import type { LinkRelation } from "../../core/cases/links.ts";
import type { Stage } from "../../core/cases/stage.ts";
import type { Tx } from "../transaction.ts";

export interface CaseLink {
  readonly linkId: string;
  readonly relation: LinkRelation;
  /** Whether the case asked for is the one that follows or was split off, or where the link was made. */
  readonly isFrom: boolean;
  readonly madeAt: Date;
  readonly caseId: string;
  readonly reference: string;
  readonly stage: Stage;
  readonly openedAt: Date;
  readonly titleSealed: Buffer;
  readonly erasedAt: Date | null;
}

/** The links of a case that stand, to cases that the reader is on too; the newest first. */
export async function linksOf(tx: Tx, caseId: string): Promise<CaseLink[]> {
  return tx.query<CaseLink>(
    `select l.link_id as "linkId", l.relation, l.case_id = $1 as "isFrom", l.made_at as "madeAt",
            c.case_id as "caseId", c.reference, c.stage, c.opened_at as "openedAt",
            c.title_sealed as "titleSealed", c.erased_at as "erasedAt"
       from case_links l
       join cases c on c.case_id = case when l.case_id = $1 then l.other_case_id else l.case_id end
      where (l.case_id = $1 or l.other_case_id = $1) and l.ended_at is null
      order by l.made_at desc, l.link_id desc limit 200`,
    [caseId],
    "links-of-case",
  );
}

/** The cases that follow this one as its duplicates. */
export async function followersOf(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.query<{ caseId: string }>(
    `select case_id as "caseId" from case_links
      where other_case_id = $1 and relation = 'duplicate' and ended_at is null
      order by case_id limit 1000`,
    [caseId],
  );
  return rows.map((row) => row.caseId);
}

export interface Known {
  /** When the matter was reported first, in ISO 8601. */
  readonly since: string;
  /** SHA-256 over what proves that date, in hex. */
  readonly proof: string;
}

/** Whether and since when the case follows an earlier one, from its own record. */
export async function followingOf(
  tx: Tx,
  caseId: string,
): Promise<(Known & { readonly caseLinkId: string }) | undefined> {
  return newestOf(tx, caseId, "duplicate.marked", "duplicate.unmarked");
}

/** What its reporter was told of that; undefined where nothing, or where it was taken back. */
export async function knownOf(tx: Tx, caseId: string): Promise<Known | undefined> {
  return newestOf(tx, caseId, "duplicate.known", "duplicate.ended");
}

async function newestOf<Body extends Known>(
  tx: Tx,
  caseId: string,
  begun: string,
  ended: string,
): Promise<Body | undefined> {
  const row = await tx.first<{ type: string; body: string }>(
    `select type, body from events where case_id = $1 and type in ($2, $3)
      order by seq desc limit 1`,
    [caseId, begun, ended],
    "newest-of-two-events",
  );
  return row?.type === begun ? (JSON.parse(row.body) as Body) : undefined;
}

/** Reports that came to this case itself and are there to be read, without those that the other one holds too. */
export async function ownReportIds(tx: Tx, caseId: string, otherCaseId: string): Promise<string[]> {
  const rows = await tx.query<{ reportId: string }>(
    `select r.report_id as "reportId" from reports r
      where r.case_id = $1
        and exists (select 1 from key_wraps k where k.object_id = r.report_id and k.case_id = $1)
        and not exists (select 1 from case_reports l
                         where l.report_id = r.report_id and l.case_id = $2)
      order by r.received_at, r.report_id limit 100`,
    [caseId, otherCaseId],
  );
  return rows.map((row) => row.reportId);
}

/** Reports that came to this case and that the other one holds too. */
export async function sharedReportIds(
  tx: Tx,
  caseId: string,
  otherCaseId: string,
): Promise<string[]> {
  const rows = await tx.query<{ reportId: string }>(
    `select l.report_id as "reportId"
       from case_reports l join reports r on r.report_id = l.report_id
      where l.case_id = $2 and l.relation = 'additional' and r.case_id = $1
      order by r.received_at, r.report_id limit 100`,
    [caseId, otherCaseId],
  );
  return rows.map(({ reportId }) => reportId);
}

/** Of these cases those that hold a report of this one too. */
export async function holdersOf(
  tx: Tx,
  caseId: string,
  otherCaseIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ caseId: string }>(
    `select distinct l.case_id as "caseId"
       from case_reports l join reports r on r.report_id = l.report_id
      where l.case_id = any ($2::uuid[]) and l.relation = 'additional' and r.case_id = $1
      limit 200`,
    [caseId, otherCaseIds],
  );
  return new Set(rows.map((row) => row.caseId));
}

/** Whether these news are in the record of the case already. */
export async function hasNews(tx: Tx, caseId: string, source: string): Promise<boolean> {
  const row = await tx.first(
    `select 1 from events where case_id = $1 and type in ('earlier.progressed', 'part.progressed')
        and body::jsonb ->> 'source' = $2 limit 1`,
    [caseId, source],
  );
  return row !== undefined;
}
