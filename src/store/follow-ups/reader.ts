/**
 * The follow-ups that are open over all cases of a reader, the earliest day first. A page costs the same
 * whatever else the database holds: see `placesOf`.
 */
import type { Practice } from "../../core/root-causes/root-cause.ts";
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import type { CauseBody, CauseWords } from "../root-causes/reader.ts";
import { keysOf, type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import { principalsOf, type Tx } from "../transaction.ts";

export interface ListedFollowUp {
  readonly followUpId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly what: string;
  /** Which practice failed; null where it was promised in a talk. */
  readonly practice: Practice | null;
  readonly requirement: string;
  readonly ownerId: string | null;
  /** YYYY-MM-DD. */
  readonly dueOn: string | null;
  readonly agreedAt: Date;
}

/** Where a page ended; `dueAt` is null among those without a day, which come last. */
export interface FollowUpPlace {
  readonly dueAt: Date | null;
  readonly followUpId: string;
}

export interface FollowUpsAsked {
  /** Those of one owner, those without one, or all. */
  readonly owner: { readonly id: string } | "nobody" | "all";
  readonly after: FollowUpPlace | null;
  readonly limit: number;
}

export interface FollowUpPage {
  readonly followUps: readonly ListedFollowUp[];
  /** Null on the last page. */
  readonly next: FollowUpPlace | null;
}

export async function followUpPage(
  context: Context,
  tx: Tx,
  asked: FollowUpsAsked,
): Promise<FollowUpPage> {
  const found = await placesOf(tx, { ...asked, limit: asked.limit + 1 });
  const shown = found.slice(0, asked.limit);
  const next = found.length > asked.limit ? (shown.at(-1) ?? null) : null;
  return { followUps: await openedOf(context, tx, shown), next };
}

/** With so many cases or fewer the list is driven from them, with more from the days. */
const drivenCasesMax = 5_000;

const nowhere = "00000000-0000-0000-0000-000000000000";

/**
 * Those of a reader with few cases are looked for case by case, since walking along the days, or along an
 * owner's, would pass over all that this reader does not see; with many cases the walk soon has a page.
 */
async function placesOf(tx: Tx, { owner, after, limit }: FollowUpsAsked): Promise<FollowUpPlace[]> {
  const values = [
    after ? (after.dueAt?.toISOString() ?? "infinity") : "-infinity",
    after?.followUpId ?? nowhere,
    limit,
  ];
  if (await hasFewCases(tx)) return ofTheirCases(tx, owner, values);
  return owner === "all" ? alongTheDays(tx, values) : ownedOf(tx, owner, values);
}

const place = `nullif(f.due_at, 'infinity') as "dueAt", f.follow_up_id as "followUpId"`;
const onwards = `(f.due_at, f.follow_up_id) > ($1::text::timestamptz, $2::uuid)`;

/** `at` is the parameter that holds the owner, or null. */
function whose(owner: FollowUpsAsked["owner"], at: string): string {
  if (owner === "all") return `${at}::uuid is null`;
  return owner === "nobody"
    ? `f.owner_id is null and ${at}::uuid is null`
    : `f.owner_id = ${at}::uuid`;
}

function ownedOf(
  tx: Tx,
  owner: { readonly id: string } | "nobody",
  values: (string | number)[],
): Promise<FollowUpPlace[]> {
  return tx.query(
    `select ${place} from follow_ups f
      where f.done_at is null and ${whose(owner, "$4")} and ${onwards}
      order by f.due_at, f.follow_up_id limit $3`,
    [...values, owner === "nobody" ? null : owner.id],
  );
}

function alongTheDays(tx: Tx, values: (string | number)[]): Promise<FollowUpPlace[]> {
  return tx.query(
    `select ${place} from follow_ups f
      where f.done_at is null and ${onwards}
      order by f.due_at, f.follow_up_id limit $3`,
    values,
  );
}

/** `offset 0` keeps each case a look into its own few rows. */
function ofTheirCases(
  tx: Tx,
  owner: FollowUpsAsked["owner"],
  values: (string | number)[],
): Promise<FollowUpPlace[]> {
  return tx.query(
    `select ${place}
       from (select distinct case_id from case_access
              where principal_id = any ($4::uuid[]) and side_id = staff_side()
              limit ${drivenCasesMax}) mine
      cross join lateral (
        select * from follow_ups o where o.case_id = mine.case_id and o.done_at is null offset 0) f
      where ${onwards} and ${whose(owner, "$5")}
      order by f.due_at, f.follow_up_id limit $3`,
    [...values, principalsOf(tx.actor), typeof owner === "string" ? null : owner.id],
  );
}

async function hasFewCases(tx: Tx): Promise<boolean> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from (
       select 1 from case_access where principal_id = any ($1::uuid[]) and side_id = staff_side()
        limit ${drivenCasesMax + 1}) held`,
    [principalsOf(tx.actor)],
  );
  return (row?.count ?? 0) <= drivenCasesMax;
}

interface Row {
  readonly followUpId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly type: string;
  readonly agreedAt: Date;
  readonly body: string;
  readonly sealed: Buffer | null;
}

/** In their order, without those whose words were erased. */
async function openedOf(
  context: Context,
  tx: Tx,
  places: readonly FollowUpPlace[],
): Promise<ListedFollowUp[]> {
  if (places.length === 0) return [];
  const rows = await tx.query<Row>(
    `select e.event_id as "followUpId", c.case_id as "caseId", c.reference, e.type,
            e.at as "agreedAt", e.body, e.text_sealed as "sealed"
       from unnest($1::uuid[]) with ordinality as wanted (event_id, position)
       join events e on e.event_id = wanted.event_id
       join cases c on c.case_id = e.case_id
      order by wanted.position limit $2`,
    [places.map(({ followUpId }) => followUpId), places.length],
  );
  const keys = await keysOf(
    context,
    tx,
    rows.map(({ caseId }) => caseId),
  );
  return rows.flatMap((row) => openedFrom(row, keys.get(row.caseId)));
}

function openedFrom(row: Row, key: ObjectKey | undefined): ListedFollowUp[] {
  const { followUpId, caseId, reference, type, agreedAt, body, sealed } = row;
  if (!key || !sealed) return [];
  const words = openFrom(key, eventTextPlace(followUpId), sealed).toString();
  const { ownerId, dueOn, practice } = JSON.parse(body) as CauseBody;
  const common = { followUpId, caseId, reference, ownerId, dueOn, agreedAt };
  if (type !== "root-cause.recorded") {
    return [{ ...common, what: words, practice: null, requirement: "" }];
  }
  // Of erased words only the note that they were erased is left.
  if (!words.startsWith("{")) return [];
  const { followUp, requirement } = JSON.parse(words) as CauseWords;
  // A root cause from before the list was kept may have none.
  return followUp ? [{ ...common, what: followUp, practice, requirement }] : [];
}

/** Of which cases these are, as far as the reader sees them. */
export async function casesOfFollowUps(
  tx: Tx,
  followUpIds: readonly string[],
): Promise<{ followUpId: string; caseId: string }[]> {
  return tx.query(
    `select follow_up_id as "followUpId", case_id as "caseId" from follow_ups
      where follow_up_id = any ($1::uuid[]) order by due_at, follow_up_id limit 200`,
    [followUpIds],
  );
}
