/** Reads erasures: proposed, asked for, confirmed and done, as far as the actor's wall shows them. */
import type { ErasureReason, ErasureScope, ErasureState } from "../../core/retention/erasure.ts";
import type { Tx } from "../transaction.ts";

export interface ErasureRow {
  readonly erasureId: string;
  readonly caseId: string;
  readonly sideId: string;
  readonly scope: ErasureScope;
  readonly subjectId: string;
  readonly reason: ErasureReason;
  readonly clause: string | null;
  readonly policyVersion: number;
  readonly state: ErasureState;
  readonly proposedAt: Date;
  readonly dueAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly endedAt: Date | null;
}

const columns = `e.erasure_id as "erasureId", e.case_id as "caseId", e.side_id as "sideId", e.scope,
  e.subject_id as "subjectId", e.reason, e.clause, e.policy_version as "policyVersion", e.state,
  e.proposed_at as "proposedAt", e.due_at as "dueAt", e.confirmed_by as "confirmedBy",
  e.confirmed_at as "confirmedAt", e.approved_by as "approvedBy", e.approved_at as "approvedAt",
  e.ended_at as "endedAt"`;

const open = `e.state in ('due', 'requested', 'confirmed', 'approved')`;

/** The erasures of a case, the newest first. */
export async function erasuresOf(tx: Tx, caseId: string): Promise<ErasureRow[]> {
  return tx.query<ErasureRow>(
    `select ${columns} from erasures e where e.case_id = $1
      order by e.proposed_at desc, e.erasure_id desc limit 300`,
    [caseId],
    "erasures-of-case",
  );
}

/** The row, without a lock; undefined where this case has no such erasure. */
export async function erasureOf(
  tx: Tx,
  caseId: string,
  erasureId: string,
): Promise<ErasureRow | undefined> {
  return tx.first<ErasureRow>(
    `select ${columns} from erasures e where e.case_id = $1 and e.erasure_id = $2`,
    [caseId, erasureId],
  );
}

/** The row, locked until the transaction ends; undefined where this case has no such erasure. */
export async function lockErasure(
  tx: Tx,
  caseId: string,
  erasureId: string,
): Promise<ErasureRow | undefined> {
  return tx.first<ErasureRow>(
    `select ${columns} from erasures e where e.case_id = $1 and e.erasure_id = $2 for no key update`,
    [caseId, erasureId],
  );
}

/** What is open on this very thing. */
export async function openErasure(
  tx: Tx,
  of: Pick<ErasureRow, "caseId" | "scope" | "subjectId">,
): Promise<ErasureRow | undefined> {
  return tx.first<ErasureRow>(
    `select ${columns} from erasures e
      where e.case_id = $1 and e.scope = $2 and e.subject_id = $3 and ${open}`,
    [of.caseId, of.scope, of.subjectId],
  );
}

export interface DueErasure extends ErasureRow {
  readonly reference: string;
  readonly pseudonym: string | null;
  readonly held: boolean;
}

/** What is open across the cases that this actor may see, the earliest due first; at most 200. */
export async function openErasures(tx: Tx): Promise<DueErasure[]> {
  return tx.query<DueErasure>(
    `select ${columns}, c.reference, p.pseudonym,
            exists (select 1 from legal_holds h where h.lifted_at is null and h.case_id = e.case_id
                     and (h.party_id is null or e.scope = 'content' or h.party_id = e.side_id)) as "held"
       from erasures e join cases c on c.case_id = e.case_id
       left join parties p on p.party_id = e.side_id
      where ${open} order by e.due_at, e.erasure_id limit 200`,
  );
}

/** What was done of late across the cases that this actor may see, the newest first. */
export async function doneErasures(tx: Tx): Promise<DueErasure[]> {
  return tx.query<DueErasure>(
    `select ${columns}, c.reference, p.pseudonym, false as "held"
       from erasures e join cases c on c.case_id = e.case_id
       left join parties p on p.party_id = e.side_id
      where e.state = 'erased' order by e.ended_at desc, e.erasure_id desc limit 50`,
  );
}

export interface ErasedObject {
  readonly objectId: string;
  readonly kind: string;
  readonly erasedAt: Date;
}

/** What an erasure took the keys of. */
export async function objectsErased(tx: Tx, erasureId: string): Promise<ErasedObject[]> {
  return tx.query<ErasedObject>(
    `select object_id as "objectId", kind, erased_at as "erasedAt" from erased_objects
      where erasure_id = $1 order by kind, object_id limit 20000`,
    [erasureId],
  );
}

/** The party's own requests to erase, the newest first. */
export async function requestsOfParty(tx: Tx, partyId: string): Promise<ErasureRow[]> {
  return tx.query<ErasureRow>(
    `select ${columns} from erasures e
      where e.side_id = $1 and e.scope = 'identity' order by e.proposed_at desc limit 20`,
    [partyId],
  );
}

/** The event that tells of an erasure, and how many files it counted; undefined until it was done. */
export async function erasureEvent(
  tx: Tx,
  caseId: string,
  erasureId: string,
): Promise<{ eventId: string; files: number } | undefined> {
  const row = await tx.first<{ eventId: string; files: string | null }>(
    `select event_id as "eventId", body::jsonb ->> 'files' as "files" from events
      where case_id = $1 and type = 'content.erased' and body::jsonb ->> 'erasureId' = $2
      order by seq limit 1`,
    [caseId, erasureId],
  );
  return row && { eventId: row.eventId, files: Number(row.files ?? 0) };
}
