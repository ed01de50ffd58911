/**
 * Finds cases that may be about the same as one: by the blind index of their words, by products, CVE and
 * CWE, and by the address that reported an earlier one, of which it tells no more than that it is the same. Only
 * cases that the reader is on: of others it tells nothing.
 */

import type { Stage } from "../../core/cases/stage.ts";
import {
  likeliest,
  type SharedMark,
  type SharedWords,
  type Similar,
} from "../../core/search/similar.ts";
import { principalsOf, type Tx } from "../transaction.ts";

/** Words are compared with so many of the reader's newest cases: reading all of a lead's would cost minutes. */
export const comparedMax = 200;

export interface SimilarCase extends Similar {
  readonly reference: string;
  readonly stage: Stage;
  readonly openedAt: Date;
  readonly titleSealed: Buffer;
  readonly erasedAt: Date | null;
}

/** The likeliest first, at most eight. */
export async function similarTo(tx: Tx, caseId: string): Promise<SimilarCase[]> {
  const [words, marks] = await Promise.all([sharedWords(tx, caseId), sharedMarks(tx, caseId)]);
  const found = likeliest(words, marks);
  const heads = await headsOf(
    tx,
    found.map((each) => each.caseId),
  );
  return found.flatMap((each) => {
    const head = heads.get(each.caseId);
    return head ? [{ ...head, ...each }] : [];
  });
}

/** A word tells as much as it is rare among the cases looked at; one that most of them hold tells nothing. */
async function sharedWords(tx: Tx, caseId: string): Promise<SharedWords[]> {
  return tx.query<SharedWords>(
    `with mine as materialized (
       select distinct l.case_id
         from unnest($2::uuid[]) as reader (principal_id)
         cross join lateral (
           select a.case_id from case_access a
            where a.principal_id = reader.principal_id and a.side_id = staff_side()
            order by a.case_id desc limit ${comparedMax}) l
       union select $1::uuid),
     own as materialized (select distinct token from case_tokens where case_id = $1),
     held as materialized (
       select distinct t.case_id, t.token from mine m
         join case_tokens t on t.case_id = m.case_id
        where t.token in (select token from own)),
     rare as (
       select token, count(*) as cases from held group by token
        having count(*) > 1
           and count(*) <= greatest(3, (select count(*) from mine) / 10))
     select h.case_id as "caseId", count(*)::int as "words",
            round(100 * sum(ln(greatest(3.0, (select count(*) from mine)) / r.cases + 1)))::int as "weight"
       from held h join rare r on r.token = h.token
      where h.case_id <> $1
      group by h.case_id order by 3 desc limit 50`,
    [caseId, principalsOf(tx.actor)],
    "words-shared-by-cases",
  );
}

async function sharedMarks(tx: Tx, caseId: string): Promise<SharedMark[]> {
  return tx.query<SharedMark>(
    `with own as (
       select v.cve_id, v.cwe_id from case_vulnerabilities l
         join vulnerabilities v on v.vulnerability_id = l.vulnerability_id
        where l.case_id = $1 and v.withdrawn_at is null),
     mine as materialized (
       select distinct l.case_id
         from unnest($2::uuid[]) as reader (principal_id)
         cross join lateral (
           select a.case_id from case_access a
            where a.principal_id = reader.principal_id and a.side_id = staff_side()
            order by a.case_id desc limit ${comparedMax}) l)
     select distinct m.case_id as "caseId", mark.word as "mark"
       from mine m
       join case_vulnerabilities l on l.case_id = m.case_id
       join vulnerabilities v on v.vulnerability_id = l.vulnerability_id
        and v.withdrawn_at is null
       join own on own.cve_id = v.cve_id or own.cwe_id = v.cwe_id
       cross join lateral (
         select 'cve' as word where own.cve_id = v.cve_id
         union all select 'cwe' where own.cwe_id = v.cwe_id) mark
      where m.case_id <> $1
     union
     select distinct m.case_id, 'product' from mine m
       join affected_products p on p.case_id = m.case_id
       join affected_products o on o.case_id = $1 and o.product_id = p.product_id
      where m.case_id <> $1
     union
     select distinct m.case_id, 'reporter' from mine m
       join cases_of_same_address($1) as earlier (case_id) on earlier.case_id = m.case_id
      limit 500`,
    [caseId, principalsOf(tx.actor)],
    "marks-shared-by-cases",
  );
}

type Head = Omit<SimilarCase, "words" | "marks">;

async function headsOf(tx: Tx, caseIds: readonly string[]): Promise<Map<string, Head>> {
  if (caseIds.length === 0) return new Map();
  const rows = await tx.query<Head>(
    `select case_id as "caseId", reference, stage, opened_at as "openedAt",
            title_sealed as "titleSealed", erased_at as "erasedAt"
       from cases where case_id = any ($1::uuid[]) limit 100`,
    [caseIds],
    "heads-of-similar",
  );
  return new Map(rows.map((row) => [row.caseId, row]));
}
