/** Reads the intake tray: messages that opened a case and that nobody has looked at, the oldest first. */
import type { MailAuthentication } from "../../core/mail/authentication.ts";
import type { AnswerHold } from "../../core/mail/may-answer.ts";
import type { SignatureState } from "../../core/reports/arrival.ts";
import type { Context } from "../context.ts";
import type { ReportContent } from "../reports/reader.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { contentPlace } from "./opening-writer.ts";
import { titleOf } from "./title-reader.ts";

export interface TrayRow {
  readonly caseId: string;
  readonly reference: string;
  /** The subject, or the first words. */
  readonly title: string;
  /** What staff call the sender. */
  readonly pseudonym: string;
  readonly language: string;
  readonly receivedAt: Date;
  readonly mailbox: string | null;
  readonly answerHeld: AnswerHold | null;
  /** When its leads were alarmed that nobody looks at it. */
  readonly alarmedAt: Date | null;
  readonly encrypted: boolean;
  readonly decrypted: boolean;
  readonly signature: SignatureState;
  readonly files: number;
  /** Size of the mail; null where it is not known. */
  readonly bytes: number | null;
  readonly authentication: MailAuthentication | undefined;
  readonly problems: readonly string[];
  /** References of cases that it may belong to, as far as the actor sees them. */
  readonly claims: readonly string[];
}

/** Where a page begins: after this message. */
export interface TrayPlace {
  readonly receivedAt: Date;
  readonly caseId: string;
}

export interface TrayPage {
  readonly rows: readonly TrayRow[];
  readonly next: TrayPlace | null;
}

const trayPageRows = 50;

/** What the actor's wall shows of the tray. */
export async function trayPage(
  context: Context,
  tx: Tx,
  after: TrayPlace | null,
): Promise<TrayPage> {
  const rows = await tx.query<Stored>(
    `select c.case_id as "caseId", c.reference, c.opened_at as "receivedAt", c.mailbox,
            c.title_sealed as "titleSealed", c.erased_at as "erasedAt",
            c.answer_held as "answerHeld", c.tray_alarmed_at as "alarmedAt",
            r.report_id as "reportId", r.encrypted, r.decrypted, r.signature,
            r.content_sealed as "sealed", p.pseudonym, p.language,
            (select count(*)::int from attachments a
              where a.case_id = c.case_id and a.object_id = r.report_id) as "files",
            (select string_agg(o.reference, ' ' order by o.reference)
               from case_claims l join cases o on o.case_id = l.case_id
              where l.from_case_id = c.case_id and l.state = 'open') as "claimed"
       from cases c
       join lateral (
         select r.* from case_reports l join reports r on r.report_id = l.report_id
          where l.case_id = c.case_id order by r.received_at, r.report_id limit 1) r on true
       join parties p on p.party_id = r.party_id
      where c.tray = 'new' and c.closed_at is null
        and (c.opened_at, c.case_id) > ($1::timestamptz, $2::uuid)
      order by c.opened_at, c.case_id limit $3`,
    [
      after?.receivedAt ?? "-infinity",
      after?.caseId ?? "00000000-0000-0000-0000-000000000000",
      trayPageRows + 1,
    ],
  );
  const shown = rows.slice(0, trayPageRows);
  const keys = await keysOf(
    context,
    tx,
    shown.flatMap(({ caseId, reportId }) => [caseId, reportId]),
  );
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => opened(row, keys)),
    next: rows.length > trayPageRows && last ? last : null,
  };
}

type Opened = "title" | "bytes" | "authentication" | "problems" | "claims";

interface Stored extends Omit<TrayRow, Opened> {
  readonly claimed: string | null;
  readonly titleSealed: Buffer;
  readonly erasedAt: Date | null;
  readonly reportId: string;
  readonly sealed: Buffer;
}

function opened(stored: Stored, keys: Awaited<ReturnType<typeof keysOf>>): TrayRow {
  const { titleSealed, erasedAt, reportId, sealed, claimed, ...row } = stored;
  const key = keys.get(reportId);
  const content = key && openJson<ReportContent>(key, contentPlace, sealed);
  return {
    ...row,
    title: titleOf({ caseId: row.caseId, titleSealed, erasedAt }, keys),
    bytes: content?.bytes ?? null,
    authentication: content?.authentication,
    problems: content?.problems ?? [],
    claims: claimed?.split(" ") ?? [],
  };
}

export interface TrayCount {
  readonly count: number;
  readonly oldestAt: Date | null;
}

/** SQL: how many messages wait that the actor may see, at most 100, and since when the oldest of them does. */
export const trayWaiting = `select count(*)::int as "count", min(opened_at) as "oldestAt"
    from (select c.opened_at from cases c where c.tray = 'new' and c.closed_at is null
           order by c.opened_at, c.case_id limit 100) waiting`;

export async function trayCount(tx: Tx): Promise<TrayCount> {
  const row = await tx.first<TrayCount>(trayWaiting, [], "tray-count");
  return row ?? { count: 0, oldestAt: null };
}

export interface SortedCase {
  readonly caseId: string;
  readonly reference: string;
  readonly kind: string;
  /** Why it is not for us; null where it was kept. */
  readonly closeReason: string | null;
}

/** The cases that one deed sorted and that still stand as it left them. */
export async function sortedBy(tx: Tx, batch: string): Promise<SortedCase[]> {
  return tx.query(
    `select case_id as "caseId", reference, kind, close_reason as "closeReason" from cases
      where tray_batch = $1 and tray in ('kept', 'not-for-us') order by opened_at, case_id limit 500`,
    [batch],
  );
}

/** The newest event of that kind; undefined where none happened. */
export async function newestEventOf(
  tx: Tx,
  caseId: string,
  type: string,
): Promise<string | undefined> {
  const row = await tx.first<{ eventId: string }>(
    `select event_id as "eventId" from events where case_id = $1 and type = $2
      order by seq desc limit 1`,
    [caseId, type],
  );
  return row?.eventId;
}

export interface UntouchedCase {
  readonly caseId: string;
  readonly openedAt: Date;
}

/**
 * Cases that came by mail before then and that nobody has looked at, nor was alarmed of. A page of them,
 * the oldest first, behind the one that the last ended with.
 */
export async function untouchedSince(
  tx: Tx,
  before: Date,
  { after, count }: { readonly after: UntouchedCase | undefined; readonly count: number },
): Promise<UntouchedCase[]> {
  return tx.query(
    `select case_id as "caseId", opened_at as "openedAt" from cases
      where tray = 'new' and closed_at is null and opened_at <= $1 and tray_alarmed_at is null
        and ($2::timestamptz is null or (opened_at, case_id) > ($2, $3::uuid))
      order by opened_at, case_id limit $4`,
    [before, after?.openedAt ?? null, after?.caseId ?? null, count],
  );
}

/** Cases of which somebody was alarmed after that instant. */
export async function alarmedSince(tx: Tx, since: Date): Promise<string[]> {
  const rows = await tx.query<{ caseId: string }>(
    `select case_id as "caseId" from cases
      where tray = 'new' and tray_alarmed_at > $1 order by tray_alarmed_at desc limit 500`,
    [since],
  );
  return rows.map(({ caseId }) => caseId);
}

/**
 * How many messages were put aside after that instant, by their reason; never which. Of those that the
 * actor sees at most 10,000 are looked at: whoever asks for more asks as the worker, whom no wall slows.
 */
export async function notForUsCounts(
  tx: Tx,
  since?: Date,
): Promise<{ reason: string; count: number }[]> {
  return tx.query(
    `select close_reason as "reason", count(*)::int as "count"
       from (select close_reason from cases
              where tray = 'not-for-us' and closed_at > $1::timestamptz
              limit ${since ? 10_000 : "all"}) aside
      group by close_reason order by close_reason limit 10`,
    [since ?? "-infinity"],
  );
}
