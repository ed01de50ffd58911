/**
 * What must stand beside what: rows that no event names but that others depend on, keys without
 * which nothing opens, the access that members give, and rows put back to an older version.
 */
import type { Verification } from "./verification.ts";

interface Rule {
  readonly code: string;
  readonly message: string;
  /** Selects "stream" (a case, or null) and "what" of each violation. */
  readonly sql: string;
}

/** One rule for "each row of this has a row of that". */
function beside(table: string, needs: string, key: string, on: string): Rule {
  return {
    code: "row.missing",
    message: `The row of ${table} stands without its row of ${needs}.`,
    sql: `select t.case_id as "stream", '${needs} ' || t.${key} as "what" from ${table} t
           where not exists (select 1 from ${needs} n where ${on})`,
  };
}

/** One rule for "whoever may read this has the key that opens it". */
function openable(table: string, object: string): Rule {
  return {
    code: "key.missing",
    message: "No wrapped key is left that opens this object.",
    sql: `select t.case_id as "stream", '${table} ' || t.${object} as "what" from ${table} t
           where not exists (select 1 from key_wraps k
                              where k.object_id = t.${object} and k.case_id = t.case_id)
             and not exists (select 1 from erased_objects o
                              where o.object_id = t.${object} and o.case_id = t.case_id)`,
  };
}

/** An older row has its own old MAC: only a later event that names it tells that it was put back. */
function newest(table: string, key: string, name: string): Rule {
  return {
    code: "row.stale",
    message: "Later events tell of this row than the one it says explains it.",
    sql: `select t.case_id as "stream", '${table} ' || t.${key} as "what"
            from ${table} t join events known on known.event_id = t.last_event_id
           where exists (select 1 from events e
                          where e.case_id = t.case_id and e.seq > known.seq
                            and e.body like '%"${name}":"' || t.${key} || '"%')`,
  };
}

const rules: readonly Rule[] = [
  beside("cases", "case_members", "case_id", "n.case_id = t.case_id and n.side_id = staff_side()"),
  beside(
    "parties",
    "case_members",
    "party_id",
    "n.case_id = t.case_id and n.principal_id = t.party_id",
  ),
  beside("parties", "identities", "party_id", "n.party_id = t.party_id"),
  beside("parties", "party_cases", "party_id", "n.case_id = t.case_id and n.side_id = t.party_id"),
  beside(
    "reports",
    "case_reports",
    "report_id",
    "n.report_id = t.report_id and n.case_id = t.case_id",
  ),
  beside(
    "vulnerabilities",
    "case_vulnerabilities",
    "vulnerability_id",
    "n.vulnerability_id = t.vulnerability_id and n.case_id = t.case_id",
  ),
  openable("cases", "case_id"),
  openable("parties", "party_id"),
  openable("reports", "report_id"),
  openable("publications", "publication_id"),
  newest("publications", "publication_id", "publicationId"),
  newest("deliveries", "delivery_id", "deliveryId"),
  newest("remedies", "remedy_id", "remedyId"),
  newest("affected_products", "affected_id", "statusId"),
  newest("case_references", "reference_id", "referenceId"),
  newest("case_claims", "claim_id", "claimId"),
  newest("case_links", "link_id", "caseLinkId"),
  {
    code: "row.missing",
    message: "Events tell of a score that is not there.",
    sql: `select e.case_id as "stream", 'scores of ' || (e.body::jsonb ->> 'vulnerabilityId') as "what"
            from events e where e.type = 'vulnerability.scored' and not exists (
              select 1 from scores s
               where s.vulnerability_id = (e.body::jsonb ->> 'vulnerabilityId')::uuid
                 and s.cvss_version = e.body::jsonb ->> 'cvssVersion')`,
  },
  {
    code: "row.missing",
    message: "Other products are recorded than the newest event tells of.",
    sql: `select e.case_id as "stream",
                 'affected_products of ' || (e.body::jsonb ->> 'vulnerabilityId') as "what"
            from events e where e.type in ('products.recorded', 'status.set') and not exists (
              select 1 from events later
               where later.case_id = e.case_id and later.seq > e.seq
                 and later.type in ('products.recorded', 'status.set')
                 and later.body::jsonb ->> 'vulnerabilityId' = e.body::jsonb ->> 'vulnerabilityId')
             and coalesce((e.body::jsonb ->> 'whole')::int,
                          jsonb_array_length(e.body::jsonb -> 'products')) <> (
              select count(*) from affected_products a
               where a.vulnerability_id = (e.body::jsonb ->> 'vulnerabilityId')::uuid
                 and a.version_id is null)`,
  },
  {
    code: "row.missing",
    message: "Events tell of a member who is not there.",
    sql: `select e.case_id as "stream", 'case_members ' || (e.body::jsonb ->> 'principalId') as "what"
            from events e where e.type in ('member.added', 'member.routed') and not exists (
              select 1 from events later
               where later.case_id = e.case_id and later.type = 'member.removed' and later.seq > e.seq
                 and later.body::jsonb ->> 'principalId' = e.body::jsonb ->> 'principalId')
             and not exists (
              select 1 from case_members m where m.case_id = e.case_id
                 and m.principal_id = (e.body::jsonb ->> 'principalId')::uuid)`,
  },
  {
    code: "row.stale",
    message: "A later event tells that this member was taken off the case.",
    sql: `select m.case_id as "stream", 'case_members ' || m.principal_id as "what"
            from case_members m join events known on known.event_id = m.last_event_id
           where exists (
             select 1 from events e
              where e.case_id = m.case_id and e.type = 'member.removed' and e.seq > known.seq
                and e.body::jsonb ->> 'principalId' = m.principal_id::text)`,
  },
  {
    code: "row.missing",
    message: "Events tell that the glass was broken, and no row of it is there.",
    sql: `select e.case_id as "stream", 'glass_openings ' || (e.body::jsonb ->> 'openingId') as "what"
            from events e where e.type = 'glass.broken' and not exists (
              select 1 from glass_openings g
               where g.opening_id = (e.body::jsonb ->> 'openingId')::uuid and g.case_id = e.case_id)`,
  },
  {
    code: "row.stale",
    message: "Its review is on record, and the row does not tell of it.",
    sql: `select g.case_id as "stream", 'glass_openings ' || g.opening_id as "what"
            from glass_openings g where g.reviewed_at is null and exists (
              select 1 from events e
               where e.case_id = g.case_id and e.type = 'glass.reviewed'
                 and e.body::jsonb ->> 'openingId' = g.opening_id::text)`,
  },
  {
    code: "access.altered",
    message: "Who reaches the case is not what its members and its head give.",
    // The same derivation as derive_access() of 0112_queue_of_few.sql.
    sql: `with given as (
            select distinct m.principal_id, c.case_id, s.side_id, c.lane, c.due_at, m.expires_at,
                   h.owner_id, h.kind, h.stage, h.severity_band, h.waiting_on, h.opened_at,
                   h.policy_version, h.mailbox, case when h.case_id is not null then (
                     select array_agg(distinct t.entity order by t.entity)
                       from case_members o join teams t on t.team_id = o.principal_id
                      where o.case_id = c.case_id and o.side_id = staff_side()
                        and t.entity is not null) end as entities,
                   h.labels_sealed is not null as labelled
              from cases c join case_members m on m.case_id = c.case_id
              cross join lateral (
                select m.side_id union select shared_side() where m.side_id <> staff_side()) s
              left join cases h on h.case_id = c.case_id and s.side_id = staff_side()),
          kept as (
            select principal_id, case_id, side_id, lane, due_at, expires_at, owner_id, kind, stage,
                   severity_band, waiting_on, opened_at, policy_version, mailbox, entities,
                   labelled
              from case_access),
          wrong as (
            (select * from kept except select * from given)
            union all
            (select * from given except select * from kept))
          select distinct case_id as "stream", 'case_access ' || principal_id as "what" from wrong`,
  },
  {
    code: "published.altered",
    message: "Its bytes are not those that the event of its publication recorded.",
    // Documents alone: indexes and pages of the site are made anew by every publication after it.
    sql: `select e.case_id as "stream", p.path as "what" from events e
            cross join lateral jsonb_to_recordset(e.body::jsonb -> 'files')
              as file (path text, sha256 text)
            join published p on p.path = file.path
           where e.type = 'advisory.published' and file.path ~ '/[0-9]{4}/[^/]+[.]json$'
             and encode(p.sha256, 'hex') <> file.sha256
             and not exists (
               select 1 from events later
                where later.case_id = e.case_id and later.type = e.type and later.seq > e.seq
                  and later.body::jsonb ->> 'publicationId' = e.body::jsonb ->> 'publicationId')`,
  },
];

const shownMax = 1_000;

/** Reports what each rule finds, at most 1,000 a rule. */
export async function verifyRelations({ tx, report }: Verification): Promise<void> {
  for (const { code, message, sql } of rules) {
    const found = await tx.query<{ stream: string | null; what: string }>(
      `${sql} limit ${shownMax}`,
    );
    for (const { stream, what } of found) report({ code, stream, what, message });
  }
}
