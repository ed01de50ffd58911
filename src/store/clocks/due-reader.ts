/**
 * What is due across the cases of a reader, the most urgent case first. Driven from case_access by
 * its index, so that a page costs the same at a thousand open clocks and at a million.
 */
import type { PromiseId } from "../../core/clocks/promises.ts";
import { titleOf } from "../cases/title-reader.ts";
import type { Context } from "../context.ts";
import { keysOf } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

const duePageCases = 50;
/** Of each case the page shows so many promises; its own page shows them all. */
const promisesMax = 8;
/** Looking for an owner, a page passes at most so many cases of others before it hands on. */
const passedMax = 300;

export interface DueCase {
  readonly caseId: string;
  readonly reference: string;
  readonly title: string;
  readonly ownerId: string | null;
  readonly closedAt: Date | null;
  /** What runs and is due by then, the earliest first. */
  readonly promises: readonly DuePromise[];
}

export interface DuePromise {
  readonly clockId: string;
  readonly promise: PromiseId;
  /** The version of the policy by which it runs. */
  readonly policyVersion: number;
  /** The party's pseudonym, such as "Reporter"; null where it is owed to nobody on the case. */
  readonly owedTo: string | null;
  readonly dueAt: Date;
}

/** What a page ended with: the next one begins after it. */
export interface DuePlace {
  readonly dueAt: Date;
  readonly caseId: string;
}

export interface DuePage {
  readonly cases: readonly DueCase[];
  /** Null on the last page. */
  readonly next: DuePlace | null;
}

export interface DueAsked {
  /** Principals by whose membership cases are found. */
  readonly readers: readonly string[];
  /** The cases of one owner, those without one, or all. */
  readonly owner: { readonly id: string } | "nobody" | "all";
  /** Nothing after this instant. */
  readonly until: Date;
  readonly after: DuePlace | null;
}

/** One page: cases by what they owe first. With an owner wanted, a page may hold fewer than it could. */
export async function duePage(context: Context, tx: Tx, asked: DueAsked): Promise<DuePage> {
  const most = asked.owner === "all" ? duePageCases + 1 : passedMax;
  const passed = await placesOf(tx, asked, most);
  const found = asked.owner === "all" ? passed : await ownedOf(tx, asked.owner, passed);
  const shown = found.slice(0, duePageCases);
  const end = found.length > duePageCases ? shown.at(-1) : passed[most - 1];
  return { cases: await casesOf(context, tx, shown, asked.until), next: end ?? null };
}

const nowhere = "00000000-0000-0000-0000-000000000000";

/** The reader's cases in the order in which they owe something, open and closed. */
async function placesOf(tx: Tx, asked: DueAsked, most: number): Promise<DuePlace[]> {
  const { readers, after, until } = asked;
  return tx.query<DuePlace>(
    `select distinct x.due_at as "dueAt", x.case_id as "caseId"
       from unnest($1::uuid[]) as reader (principal_id)
      cross join (values (1), (2), (3)) as lanes (lane)
      cross join lateral (
        select a.due_at, a.case_id from case_access a
         where a.principal_id = reader.principal_id and a.lane = lanes.lane
           and a.side_id = staff_side()
           and (a.due_at, a.case_id) > ($2::timestamptz, $3::uuid) and a.due_at <= $4
         order by a.due_at, a.case_id limit $5) x
      order by "dueAt", "caseId" limit $5`,
    [readers, after?.dueAt ?? "-infinity", after?.caseId ?? nowhere, until, most],
  );
}

async function ownedOf(
  tx: Tx,
  owner: { readonly id: string } | "nobody",
  places: readonly DuePlace[],
): Promise<DuePlace[]> {
  const rows = await tx.query<{ caseId: string }>(
    `select case_id as "caseId" from cases
      where case_id = any ($1::uuid[]) and owner_id is not distinct from $2::uuid limit $3`,
    [places.map(({ caseId }) => caseId), owner === "nobody" ? null : owner.id, passedMax],
  );
  const owned = new Set(rows.map(({ caseId }) => caseId));
  return places.filter(({ caseId }) => owned.has(caseId));
}

async function casesOf(
  context: Context,
  tx: Tx,
  places: readonly DuePlace[],
  until: Date,
): Promise<DueCase[]> {
  if (places.length === 0) return [];
  const ids = places.map(({ caseId }) => caseId);
  const heads = await tx.query<
    Omit<DueCase, "title" | "promises"> & { titleSealed: Buffer; erasedAt: Date | null }
  >(
    `select c.case_id as "caseId", c.reference, c.owner_id as "ownerId",
            c.closed_at as "closedAt", c.title_sealed as "titleSealed", c.erased_at as "erasedAt"
       from unnest($1::uuid[]) with ordinality as wanted (case_id, position)
       join cases c on c.case_id = wanted.case_id
      order by wanted.position limit $2`,
    [ids, duePageCases],
  );
  const promises = await promisesOf(tx, ids, until);
  const keys = await keysOf(context, tx, ids);
  return heads.map(({ titleSealed, erasedAt, ...head }) => ({
    ...head,
    title: titleOf({ caseId: head.caseId, titleSealed, erasedAt }, keys),
    promises: promises
      .filter(({ caseId }) => caseId === head.caseId)
      .map(({ caseId: _, ...promise }) => promise),
  }));
}

/** `offset 0` keeps the planner from reading every due clock of the house once for each case. */
async function promisesOf(
  tx: Tx,
  caseIds: readonly string[],
  until: Date,
): Promise<(DuePromise & { caseId: string })[]> {
  return tx.query(
    `select k.case_id as "caseId", k.clock_id as "clockId", k.promise, t.pseudonym as "owedTo",
            k.due_at as "dueAt", coalesce(k.policy_version, c.policy_version) as "policyVersion"
       from unnest($1::uuid[]) as wanted (case_id)
       join cases c on c.case_id = wanted.case_id
      cross join lateral (
        select * from (
          select case_id, clock_id, promise, owed_to, due_at, policy_version from clocks
           where case_id = wanted.case_id and met_at is null and stopped_at is null
             and paused_at is null offset 0) running
         where due_at <= $2 order by due_at, clock_id limit $3) k
       left join parties t on t.party_id = k.owed_to
      order by k.due_at, k.clock_id limit $4`,
    [caseIds, until, promisesMax, duePageCases * promisesMax],
  );
}
