/** Reads the reports of a case: what their authors wrote, how it arrived, and the untouched original. */
import type { Arrival, ReportChannel, SignatureState } from "../../core/reports/arrival.ts";
import { erasedReport } from "../../core/retention/erased.ts";
import { contentPlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import { openOriginal } from "../intake/reader.ts";
import { identityObject } from "../parties/reader.ts";
import { mustNotBeErased } from "../retention/erased-reader.ts";
import { keyOf, type ObjectKey, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import {
  besideOriginal,
  openTranslations,
  type SealedTranslations,
  type TranslationView,
} from "../translations/reader.ts";

export interface ReportContent extends Omit<Arrival, "files"> {
  /** It was read again: its words are those of a later reading. */
  readonly readAgain?: true;
}

export interface ReportView {
  readonly reportId: string;
  readonly partyId: string;
  readonly sideId: string;
  readonly relation: "primary" | "additional" | "duplicate";
  readonly channel: ReportChannel;
  /** First contact attempt, arrival here and first reading are three instants (CC-06). */
  readonly attemptedAt: Date;
  readonly receivedAt: Date;
  readonly firstReadAt: Date | null;
  readonly encrypted: boolean;
  readonly decrypted: boolean;
  readonly signature: SignatureState;
  readonly content: ReportContent;
  /** When its words were erased; null while they are there. */
  readonly erasedAt: Date | null;
  /** What colleagues noted as its translation, the oldest first; nobody else is shown any. */
  readonly translations: readonly TranslationView[];
}

/** The reports of a case, oldest first; `keys` as keysOfCase gives them. */
export async function reportsOf(
  tx: Tx,
  caseId: string,
  keys: ReadonlyMap<string, ObjectKey>,
): Promise<ReportView[]> {
  const rows = await tx.query<
    Omit<ReportView, "content" | "translations"> & SealedTranslations & { sealed: Buffer }
  >(
    `select r.report_id as "reportId", r.party_id as "partyId", r.side_id as "sideId", l.relation,
            r.channel, r.attempted_at as "attemptedAt", r.received_at as "receivedAt",
            r.first_read_at as "firstReadAt", r.encrypted, r.decrypted, r.signature,
            r.content_sealed as "sealed",
            (select e.erased_at from erased_objects e
              where e.object_id = r.report_id and e.case_id = l.case_id) as "erasedAt",
            t.noted
       from case_reports l join reports r on r.report_id = l.report_id
       ${besideOriginal("report_id", "r.report_id")}
      where l.case_id = $1 order by r.received_at, r.report_id limit 100`,
    [caseId],
    "reports-of-case",
  );
  return rows.flatMap(({ sealed, noted, ...row }) => {
    const key = keys.get(row.reportId);
    if (key) {
      const translations = openTranslations(key, noted);
      const content = openJson<ReportContent>(key, contentPlace, sealed);
      return [{ ...row, content, translations }];
    }
    const erased = row.erasedAt && erasedReport(row.erasedAt);
    return erased ? [{ ...row, content: erased, translations: [] }] : [];
  });
}

/**
 * When a reporter of the case first wrote; null where there is no report, or a colleague filed one: they had
 * spoken before.
 */
export async function firstReportAt(tx: Tx, caseId: string): Promise<Date | null> {
  const row = await tx.first<{ at: Date | null }>(
    `select case when bool_and(r.channel not in ('support', 'hand'))
                 then min(least(r.attempted_at, r.received_at)) end as "at"
       from case_reports l join reports r on r.report_id = l.report_id
      where l.case_id = $1`,
    [caseId],
  );
  return row?.at ?? null;
}

/** The reports of the case that nobody has opened yet, locked so that only one reader is the first. */
export async function lockUnreadReports(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.query<{ reportId: string }>(
    `select r.report_id as "reportId"
       from case_reports l join reports r on r.report_id = l.report_id
      where l.case_id = $1 and r.case_id = $1 and r.first_read_at is null order by r.report_id limit 100
        for no key update of r`,
    [caseId],
  );
  return rows.map((row) => row.reportId);
}

/**
 * The bytes as they arrived; undefined where no such report came to the case. One that it holds besides,
 * since it is another case's too, names somebody who is no party here.
 */
export async function originalOf(
  context: Context,
  tx: Tx,
  caseId: string,
  reportId: string,
): Promise<{ channel: ReportChannel; bytes: Buffer } | undefined> {
  const row = await tx.first<{
    channel: ReportChannel;
    sealed: Buffer | null;
    fileId: string | null;
    partyId: string;
  }>(
    `select r.channel, r.party_id as "partyId", r.original_sealed as "sealed", r.original_file as "fileId"
       from case_reports l join reports r on r.report_id = l.report_id
      where l.case_id = $1 and l.report_id = $2 and r.case_id = l.case_id`,
    [caseId, reportId],
  );
  if (!row) return undefined;
  const key = await keyOf(context, tx, reportId);
  // The original names its author: it went when they did.
  await mustNotBeErased(tx, identityObject(row.partyId));
  return { channel: row.channel, bytes: await openOriginal(context, key, row) };
}
