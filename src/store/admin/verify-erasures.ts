/**
 * Holds what was erased against the log outside the database: nothing that was erased has its key again,
 * and nothing is told as erased that the log does not know. Says what was erased, when and by whom.
 */
import {
  type AccountEntry,
  type CustomerEntry,
  erasureLog,
  erasureLogBeside,
} from "../retention/erasure-log.ts";
import type { Verification } from "./verification.ts";

interface Erased {
  readonly erasureId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly scope: string;
  readonly subjectId: string;
  readonly at: Date;
  readonly confirmedBy: string | null;
  readonly approvedBy: string | null;
}

const toldMax = 1_000;

/** Returns a sentence for each erasure, the newest first, at most 1,000. */
export async function verifyErasures(on: Verification, checkpointFile: string): Promise<string[]> {
  await keysThatCameBack(on);
  const known = await loggedErasures(on, checkpointFile);
  const rows = await on.tx.query<Erased>(
    `select e.erasure_id as "erasureId", e.case_id as "caseId", c.reference, e.scope,
            e.subject_id as "subjectId", e.ended_at as "at", e.confirmed_by as "confirmedBy",
            e.approved_by as "approvedBy"
       from erasures e join cases c on c.case_id = e.case_id
      where e.state = 'erased' order by e.ended_at desc, e.erasure_id limit 100000`,
  );
  for (const { erasureId, caseId } of rows.filter((row) => !known.has(row.erasureId))) {
    const message = "It is told as erased, and the log of erasures does not have it.";
    on.report({ code: "erasure.unlogged", stream: caseId, what: `erasures ${erasureId}`, message });
  }
  return rows.slice(0, toldMax).map(inWords);
}

/** A wrap beside the row that says it is gone: put back by hand, or by an older backup. */
async function keysThatCameBack({ tx, report }: Verification): Promise<void> {
  const back = await tx.query<{ caseId: string; objectId: string }>(
    `select o.case_id as "caseId", o.object_id as "objectId"
       from erased_objects o join key_wraps k on k.object_id = o.object_id and k.case_id = o.case_id
      limit 1000`,
  );
  for (const { caseId, objectId } of back) {
    const message = "This was erased, and its key is there again.";
    report({ code: "erasure.undone", stream: caseId, what: `key_wraps ${objectId}`, message });
  }
}

async function loggedErasures(
  { tx, masterKey, report }: Verification,
  checkpointFile: string,
): Promise<Set<string>> {
  const path = erasureLogBeside(checkpointFile);
  const find = (what: string, message: string, stream: string | null = null) =>
    report({ code: stream ? "erasure.undone" : "erasure.log", stream, what, message });
  const { entries, accounts, customers, forged } = await erasureLog(path, masterKey)
    .read()
    .catch((error: unknown) => {
      if (!(error instanceof SyntaxError)) throw error;
      find(path, "A line of the log of erasures cannot be read.");
      return { entries: [], accounts: [], customers: [], forged: [] };
    });
  for (const line of forged) find(`line ${line}`, "The line is not as Parley wrote it.");
  const undone = await tx.query<{ id: string; caseId: string }>(
    `select id, c.case_id as "caseId"
       from unnest($1::uuid[], $2::uuid[]) as logged (id, case_id)
       join cases c on c.case_id = logged.case_id
      where not exists (
        select 1 from erasures e where e.erasure_id = logged.id and e.state = 'erased') limit 1000`,
    [entries.map(({ erasureId }) => erasureId), entries.map(({ caseId }) => caseId)],
  );
  for (const { id, caseId } of undone) {
    find(`erasures ${id}`, "It was erased, and this database does not know: start Parley.", caseId);
  }
  await accountsThatCameBack({ tx, report }, accounts);
  await customersThatCameBack({ tx, report }, customers);
  return new Set(entries.map(({ erasureId }) => erasureId));
}

async function accountsThatCameBack(
  { tx, report }: Pick<Verification, "tx" | "report">,
  logged: readonly AccountEntry[],
): Promise<void> {
  const back = await tx.query<{ personId: string }>(
    `select p.person_id as "personId"
       from unnest($1::uuid[], $2::boolean[]) as logged (id, erased)
       join people p on p.person_id = logged.id
      where p.disabled_at is null or (logged.erased and p.erased_at is null)
      group by p.person_id limit 1000`,
    [logged.map(({ personId }) => personId), logged.map(({ what }) => String(what === "erased"))],
  );
  for (const { personId } of back) {
    const message = "This account was closed or erased, and is there again: start Parley.";
    report({ code: "erasure.undone", stream: null, what: `people ${personId}`, message });
  }
}

async function customersThatCameBack(
  { tx, report }: Pick<Verification, "tx" | "report">,
  logged: readonly CustomerEntry[],
): Promise<void> {
  const back = await tx.query<{ customerId: string }>(
    `select customer_id as "customerId" from customers
      where customer_id = any ($1::uuid[]) and erased_at is null limit 1000`,
    [logged.map(({ customerId }) => customerId)],
  );
  for (const { customerId } of back) {
    const message = "This customer was erased, and is there again: start Parley.";
    report({ code: "erasure.undone", stream: null, what: `customers ${customerId}`, message });
  }
}

function inWords({ reference, scope, subjectId, at, ...of }: Erased): string {
  const people = [of.confirmedBy, of.approvedBy].filter((id) => id !== null);
  const by = people.length > 0 ? people.join(" and ") : "the policy's term";
  return `${scope} ${subjectId} of ${reference}: erased on ${at.toISOString()} by ${by}`;
}
