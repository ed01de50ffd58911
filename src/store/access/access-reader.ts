/** Reads who read, searched, took out and was refused something, as far as the actor's wall shows it. */
import type { AccessKind } from "../../core/access/access-event.ts";
import type { JsonValue } from "../../lib/canonical-json.ts";
import type { SqlValue, Tx } from "../transaction.ts";

export interface ReadRow {
  readonly actorKind: "staff" | "outsider";
  readonly actorId: string;
  /** "overview", "conversation" …, "portal", or the id of a file. */
  readonly what: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** A reading of the same part within ten minutes is the same reading. */
  readonly times: number;
}

/** Who read which part of the case, the latest first; at most 300. */
export async function readsOf(tx: Tx, caseId: string): Promise<ReadRow[]> {
  return tx.query<ReadRow>(
    `select actor_kind as "actorKind", actor_id as "actorId", what, min(at) as "firstAt",
            max(at) as "lastAt", count(*)::int as "times"
       from access_events
      where case_id = $1 and kind = 'case.read' and actor_kind in ('staff', 'outsider')
      group by actor_kind, actor_id, what
      order by max(at) desc limit 300`,
    [caseId],
    "reads-of-case",
  );
}

/** What was tried on the case and refused, and what else was done to reach its content; at most 100. */
export async function othersOf(tx: Tx, caseId: string): Promise<AccessView[]> {
  const rows = await tx.query<StoredAccess>(
    `select ${columns} from access_events as e
      where case_id = $1 and kind <> 'case.read' order by at desc, access_id desc limit 100`,
    [caseId],
    "other-accesses-of-case",
  );
  return rows.map(viewOf);
}

/** What a party may know of one reader of its report: no name, no id. */
export interface ReaderOfOwn {
  /** One, two, three … in the order of their first reading. */
  readonly reader: number;
  readonly roles: readonly string[];
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly days: number;
}

/** Who of ours read the report of the party that asks; nothing for anybody else. At most 200. */
export async function readersOfOwnReport(tx: Tx): Promise<ReaderOfOwn[]> {
  return tx.query<ReaderOfOwn>(
    `select reader, roles, first_at as "firstAt", last_at as "lastAt", days
       from readers_of_own_report()`,
  );
}

/** An event of access, or an event of the house: a sign-in, a change of roles, a token. */
export interface AccessView {
  readonly accessId: string;
  readonly kind: AccessKind | string;
  readonly what: string;
  readonly at: Date;
  readonly actorKind: "staff" | "outsider" | "anyone" | "system";
  readonly actorId: string | null;
  /** Only where the reader may see the case. */
  readonly reference: string | null;
  readonly body: { readonly [key: string]: JsonValue };
}

export interface AccessFilter {
  /** Kinds of access, and types of house events; all of them where empty. */
  readonly kinds: readonly string[];
  readonly actorId: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
  /** Keyed hash of a word that searches may have looked for. */
  readonly word: string | null;
}

export interface AccessCursor {
  readonly at: Date;
  readonly accessId: string;
}

/**
 * Access and house events together, the newest first, after the cursor. What an auditor is shown;
 * the wall leaves out who read which case, but for the cases that they are on.
 */
export async function accessPage(
  tx: Tx,
  filter: AccessFilter,
  after: AccessCursor | null,
  limit: number,
): Promise<AccessView[]> {
  const values: SqlValue[] = [
    filter.kinds.length > 0 ? filter.kinds : null,
    filter.actorId,
    filter.from,
    filter.until,
    filter.word,
    after?.at ?? null,
    after?.accessId ?? null,
    limit,
  ];
  const where = (kind: string, id: string, or = "") => `
    ($1::text[] is null or e.${kind} = any ($1)) and ($2::uuid is null or e.actor_id = $2 ${or})
    and ($3::timestamptz is null or e.at >= $3) and ($4::timestamptz is null or e.at < $4)
    and $5::text is null
    and ($6::timestamptz is null or (e.at, e.${id}) < ($6, $7::uuid))`;
  const rows = await tx.query<StoredAccess>(
    `select * from (
       (select access_id as "accessId", kind, what, at, actor_kind as "actorKind",
               actor_id as "actorId", reference, body
          from access_record($1, $2, $3, $4, $5, $6, $7, $8))
       union all
       (select ${columns} from access_events as e
         where e.kind = 'case.read' and ${where("kind", "access_id")}
         order by e.at desc, e.access_id desc limit $8)
       union all
       (select e.event_id, e.type, '', e.at, e.actor_kind, e.actor_id, null, e.body from events e
         where e.case_id is null and ${where("type", "event_id", orNamed)}
         order by e.at desc, e.event_id desc limit $8)) all_kinds
      order by "at" desc, "accessId" desc limit $8`,
    values,
  );
  return rows.map(viewOf);
}

/** Accounts and sign-ins are written in the system's name: who asked, and whom it is about, is beside it. */
const orNamed = "or $2::text in (e.body::jsonb ->> 'by', e.body::jsonb ->> 'personId')";

type StoredAccess = Omit<AccessView, "body"> & { readonly body: string };

const columns = `access_id as "accessId", kind, what, at, actor_kind as "actorKind",
  actor_id as "actorId",
  (select c.reference from cases c where c.case_id = e.case_id) as "reference", body`;

function viewOf(row: StoredAccess): AccessView {
  return { ...row, body: JSON.parse(row.body) as AccessView["body"] };
}
