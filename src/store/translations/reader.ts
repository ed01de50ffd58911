/**
 * Reads the translations that colleagues noted beside reports and messages. The wall shows them to staff
 * alone; they open with the key of their original.
 */
import type { Translation } from "../../core/conversation/translation.ts";
import type { Context } from "../context.ts";
import { keysOf, type ObjectKey, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface TranslationView extends Translation {
  readonly translationId: string;
  readonly at: Date;
  readonly by: string;
}

/** One as `besideOriginal` gives it: an instant in ISO 8601, the sealed content in base 64. */
interface Noted {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly content: string;
}

/** The oldest first; null where there is none. */
export interface SealedTranslations {
  readonly noted: readonly Noted[] | null;
}

/** Where the content of a translation is sealed. */
export function translationPlace(translationId: string) {
  return { table: "translations", column: `content ${translationId}` };
}

/**
 * Joins, as `t.noted`, the newest 20 translations of each original: one statement for both. As JSON, so that
 * it is asked in one with what else a page asks (joined-questions.ts).
 */
export function besideOriginal(column: "report_id" | "message_id", original: string): string {
  return `left join lateral (
    select json_agg(json_build_object('id', n.translation_id, 'at', n.noted_at, 'by', n.noted_by,
                                      'content', encode(n.content_sealed, 'base64'))
                    order by n.noted_at, n.translation_id) as noted
      from (select translation_id, noted_at, noted_by, content_sealed from translations
             where ${column} = ${original}
             order by noted_at desc, translation_id desc limit 20) n) t on true`;
}

/** The oldest first; the last one stands. */
export function openTranslations(
  key: ObjectKey,
  noted: SealedTranslations["noted"],
): TranslationView[] {
  return (noted ?? []).map(({ id, at, by, content }) => {
    const opened = openTranslation(key, id, Buffer.from(content, "base64"));
    return { translationId: id, at: new Date(at), by, ...opened };
  });
}

function openTranslation(key: ObjectKey, translationId: string, content: Buffer): Translation {
  return openJson<Translation>(key, translationPlace(translationId), content);
}

/** What came to the case and can be translated. */
export interface Original {
  readonly kind: "report" | "message";
  /** The object whose key opens it. */
  readonly keyId: string;
  readonly sideId: string;
  readonly writtenAt: Date;
  /** The newest translation of it; null where there is none. */
  readonly newest: string | null;
}

/** A report that the case holds, or a message that came to it; undefined where it has none of that id. */
export async function originalToTranslate(
  tx: Tx,
  caseId: string,
  objectId: string,
): Promise<Original | undefined> {
  return tx.first<Original>(
    `select o.*, (
       select t.translation_id from translations t
        where t.report_id = $2 or t.message_id = $2
        order by t.noted_at desc, t.translation_id desc limit 1) as "newest"
       from (
         select 'report' as "kind", r.report_id as "keyId", r.side_id as "sideId",
                least(r.attempted_at, r.received_at) as "writtenAt"
           from case_reports l join reports r on r.report_id = l.report_id
          where l.case_id = $1 and r.report_id = $2
         union all
         select 'message', m.side_id, m.side_id, m.at
           from messages m
          where m.case_id = $1 and m.message_id = $2 and m.direction = 'in'
            and m.withdrawn_at is null and m.template <> 'delivery-report') o`,
    [caseId, objectId],
  );
}

export interface PlacedTranslation extends TranslationView {
  /** The report or message that it is of. */
  readonly objectId: string;
  readonly kind: Original["kind"];
  readonly sideId: string;
}

/** Of all reports and messages of the case, the oldest first; none whose original was erased. */
export async function translationsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<PlacedTranslation[]> {
  const rows = await tx.query<
    Pick<PlacedTranslation, "translationId" | "objectId" | "kind" | "sideId" | "at" | "by"> & {
      keyId: string;
      content: Buffer;
    }
  >(
    `select t.translation_id as "translationId", coalesce(t.report_id, t.message_id) as "objectId",
            case when t.report_id is null then 'message' else 'report' end as "kind",
            coalesce(r.side_id, m.side_id) as "sideId", coalesce(r.report_id, m.side_id) as "keyId",
            t.noted_at as "at", t.noted_by as "by", t.content_sealed as "content"
       from translations t
       left join reports r on r.report_id = t.report_id
       left join messages m on m.message_id = t.message_id
      where m.case_id = $1
         or t.report_id in (select l.report_id from case_reports l where l.case_id = $1)
      order by t.noted_at, t.translation_id limit 10000`,
    [caseId],
  );
  const ids = rows.map(({ keyId }) => keyId);
  const keys = held ?? (await keysOf(context, tx, ids));
  return rows.flatMap(({ keyId, content, ...row }) => {
    const key = keys.get(keyId);
    return key ? [{ ...row, ...openTranslation(key, row.translationId, content) }] : [];
  });
}
