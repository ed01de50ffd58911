/** Finds what an erasure is about: the objects whose keys it takes, and the files that go with them. */
import type { ErasureScope } from "../../core/retention/erasure.ts";
import { identityObject } from "../parties/reader.ts";
import type { Tx } from "../transaction.ts";

export type ObjectKind =
  | "identity"
  | "report"
  | "message"
  | "thread"
  | "file"
  | "case"
  | "publication";

export interface FoundObject {
  readonly objectId: string;
  readonly kind: ObjectKind;
  readonly sideId: string;
}

export interface ErasureSubject {
  readonly caseId: string;
  readonly scope: ErasureScope;
  readonly subjectId: string;
}

/** The objects of this erasure that are not erased yet; none where the subject is not of the case. */
export async function objectsOf(tx: Tx, of: ErasureSubject): Promise<FoundObject[]> {
  const found = await allObjectsOf(tx, of);
  const gone = await tx.query<{ id: string }>(
    `select object_id as "id" from erased_objects
      where case_id = $1 and object_id = any ($2::uuid[]) limit 20000`,
    [of.caseId, found.map(({ objectId }) => objectId)],
  );
  const erased = new Set(gone.map(({ id }) => id));
  return found.filter(({ objectId }) => !erased.has(objectId));
}

async function allObjectsOf(tx: Tx, { caseId, scope, subjectId }: ErasureSubject) {
  switch (scope) {
    case "identity": {
      const party = await partyOf(tx, caseId, subjectId);
      return party ? [identityOf(subjectId)] : [];
    }
    case "report":
      return reportsOf(tx, caseId, subjectId);
    case "messages": {
      const party = await partyOf(tx, caseId, subjectId);
      return party ? [threadOf(subjectId), ...(await keyedMessages(tx, caseId, subjectId))] : [];
    }
    case "file":
      return filesNamed(tx, caseId, subjectId);
    case "content":
      return subjectId === caseId ? everythingIn(tx, caseId) : [];
  }
}

const identityOf = (partyId: string): FoundObject => ({
  objectId: identityObject(partyId),
  kind: "identity",
  sideId: partyId,
});
const threadOf = (partyId: string): FoundObject => ({
  objectId: partyId,
  kind: "thread",
  sideId: partyId,
});

async function partyOf(tx: Tx, caseId: string, partyId: string): Promise<boolean> {
  const row = await tx.first(`select 1 from parties where case_id = $1 and party_id = $2`, [
    caseId,
    partyId,
  ]);
  return row !== undefined;
}

function reportsOf(tx: Tx, caseId: string, reportId: string): Promise<FoundObject[]> {
  return tx.query(
    `select r.report_id as "objectId", 'report' as "kind", r.side_id as "sideId"
       from reports r join case_reports l on l.report_id = r.report_id
      where l.case_id = $1 and r.report_id = $2`,
    [caseId, reportId],
  );
}

/** A mail of a thread has a key of its own besides: its original and files are sealed under it. */
function keyedMessages(tx: Tx, caseId: string, partyId: string): Promise<FoundObject[]> {
  return tx.query(
    `select m.message_id as "objectId", 'message' as "kind", m.side_id as "sideId"
       from messages m join key_wraps k on k.object_id = m.message_id and k.case_id = m.case_id
      where m.case_id = $1 and m.side_id = $2 limit 20000`,
    [caseId, partyId],
  );
}

function filesNamed(tx: Tx, caseId: string, attachmentId: string): Promise<FoundObject[]> {
  return tx.query(
    `select attachment_id as "objectId", 'file' as "kind", side_id as "sideId"
       from attachments where case_id = $1 and attachment_id = $2`,
    [caseId, attachmentId],
  );
}

/** Every key that the case holds; what was published stays public, and its source with it. */
async function everythingIn(tx: Tx, caseId: string): Promise<FoundObject[]> {
  const parties = await tx.query<{ partyId: string }>(
    `select party_id as "partyId" from parties where case_id = $1 limit 1000`,
    [caseId],
  );
  const identities = new Map(
    parties.map(({ partyId }) => [identityObject(partyId), identityOf(partyId)]),
  );
  const rows = await tx.query<FoundObject>(
    `select k.object_id as "objectId", k.side_id as "sideId",
            case when k.object_id = k.case_id then 'case'
                 when exists (select 1 from reports r where r.report_id = k.object_id) then 'report'
                 when exists (select 1 from parties p where p.party_id = k.object_id) then 'thread'
                 when exists (select 1 from messages m where m.message_id = k.object_id) then 'message'
                 when exists (select 1 from publications p where p.publication_id = k.object_id)
                   then 'publication'
                 else 'file' end as "kind"
       from key_wraps k
      where k.case_id = $1 and not exists (
        select 1 from publications p where p.publication_id = k.object_id and p.state = 'published')
      order by k.object_id limit 20000`,
    [caseId],
  );
  return rows.map((row) => identities.get(row.objectId) ?? row);
}

/** The sealed files on disk that go with an erasure, done or not: rows keep their names. */
export async function filesOf(
  tx: Tx,
  { scope, subjectId }: ErasureSubject,
  objectIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ fileId: string }>(
    `select original_file as "fileId" from reports
      where original_file is not null and (report_id = any ($1::uuid[]) or party_id = $2)
     union
     select original_file from messages
      where original_file is not null
        and (message_id = any ($1::uuid[]) or (direction = 'in' and side_id = $2))
     union
     select content_file from attachments
      where content_file is not null
        and (object_id = any ($1::uuid[]) or attachment_id = any ($1::uuid[]))
     union
     select file_id from uploads where object_id = any ($1::uuid[]) and state <> 'done'`,
    [objectIds, scope === "identity" ? subjectId : null],
  );
  return rows.map(({ fileId }) => fileId);
}

/** Of these objects, those that another case still holds a key of: their files stay. */
export async function heldElsewhere(
  tx: Tx,
  caseId: string,
  objectIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `select distinct object_id as "id" from key_wraps
      where object_id = any ($1::uuid[]) and case_id <> $2 limit 20000`,
    [objectIds, caseId],
  );
  return new Set(rows.map(({ id }) => id));
}
