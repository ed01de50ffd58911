/**
 * What a filter of the queue asks of case_access: conditions on its own columns alone, which stand in
 * the index that lists are driven from. Leakproof operators only, or the wall would keep them from it.
 */
import { openedIn, type QueueFilter } from "../../core/cases/queue-filter.ts";
import { latestPast } from "../../core/clocks/clock-state.ts";
import type { CasesOfParty } from "../search/party-finder-reader.ts";
import type { SqlValue } from "../transaction.ts";
import type { CasesOfLabel, CasesOfProduct } from "./filter-lookups-reader.ts";
import { queueLanes } from "./queue-reader.ts";

/** A filter as one reader means it at one instant. */
export interface Filtering {
  readonly filter: QueueFilter;
  /** Who "me" is. */
  readonly personId: string;
  readonly now: Date;
  /** Cases of the filter's product, as `casesOfProduct` found them; null where none is asked for. */
  readonly product: CasesOfProduct | null;
  /** Cases of the filter's label, as `casesOfLabel` found them. */
  readonly label?: CasesOfLabel | null | undefined;
  /** Cases of each party that was named. */
  readonly parties?: readonly CasesOfParty[] | undefined;
  /** Opened after the first instant and until the second, each null where that end is open. */
  readonly opened?: readonly [from: Date | null, until: Date | null] | undefined;
  /** Open or closed, whatever the lane. */
  readonly is?: "open" | "closed" | undefined;
}

export interface Conditions {
  /** Over the columns of `alias`, joined by "and"; "true" where there are none. */
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

const dayMs = 86_400_000;

/** When what is owed falls due, as a range of `due_at`; the dates that lie in it are read from the index. */
function dueRange({ filter: { due }, now }: Filtering): [string, SqlValue][] {
  const past = latestPast(now);
  const within = (days: number): [string, SqlValue][] => [
    ["due_at > ?", past],
    ["due_at <= ?", new Date(+now + days * dayMs)],
  ];
  if (due === "overdue") return [["due_at <= ?", past]];
  if (due === "day") return within(1);
  if (due === "week") return within(7);
  return due === "none" ? [["due_at = ?", "infinity"]] : [];
}

/** The range of dates: part of what the index is read by. */
export function rangeOf(filtering: Filtering, alias: string, first: number): Conditions {
  return joined(dueRange(filtering), alias, first);
}

/** Of an entity or label: cases with any, which have an index of their own. */
export function havingAny({ filter: { entity = "none", label } }: Filtering, alias: string) {
  const parts: Part[] = [
    ...(entity === "none" ? [] : [["entities is not null"] as const]),
    ...(label === undefined ? [] : [["labelled"] as const]),
  ];
  return joined(parts, alias, 0).sql;
}

/** Where a product, label or person has few cases, those that fit all: a list begins with them. Else null. */
export function fewOf({ product, label, parties = [] }: Filtering): readonly string[] | null {
  const lists = [product, label, ...parties].flatMap((each) =>
    each?.caseIds ? [each.caseIds] : [],
  );
  const [first, ...others] = lists;
  if (!first) return null;
  const sets = others.map((list) => new Set(list));
  return first.filter((caseId) => sets.every((set) => set.has(caseId)));
}

/** Whether each entry is looked up in another table, which costs more than its own columns. */
export function looksUp({ product, label, parties = [] }: Filtering): boolean {
  return Boolean(product ?? label) || parties.length > 0;
}

/** Everything else: asked of each entry that is looked at. */
export function conditionsOf(filtering: Filtering, alias: string, first: number): Conditions {
  const { filter, product, label, parties = [] } = filtering;
  const { sql, values } = joined(
    [...ownerParts(filtering), ...sameParts(filter), ...openedParts(filtering)],
    alias,
    first,
  );
  const asked = [sql];
  const given = [...values];
  if (product && !product.caseIds) {
    given.push(product.productIds);
    asked.push(`exists (select 1 from affected_products p where p.case_id = ${alias}.case_id
      and p.product_id = any ($${first + given.length - 1}::uuid[]))`);
  }
  if (label && !label.caseIds) {
    given.push(label.token);
    asked.push(`exists (select 1 from case_tokens o where o.case_id = ${alias}.case_id
      and o.token = $${first + given.length - 1}::bytea and o.side_id = staff_side())`);
  }
  for (const party of parties) {
    if (party.caseIds) continue;
    given.push(party.kind, party.pseudonym);
    const place = first + given.length;
    asked.push(`exists (select 1 from parties q
      where q.case_id = ${alias}.case_id and q.kind = $${place - 2}
        and lower(q.pseudonym) = coalesce($${place - 1}::text, lower(q.pseudonym)))`);
  }
  return { sql: asked.join(" and "), values: given };
}

type Part = readonly [text: string, value?: SqlValue];

function ownerParts({ filter: { owner }, personId }: Filtering): Part[] {
  if (owner === undefined) return [];
  if (owner === "nobody") return [["owner_id is null"]];
  return [["owner_id = ?::uuid", owner === "me" ? personId : owner]];
}

function sameParts(filter: QueueFilter): Part[] {
  const { waiting, kind, stage, severity, policy, mailbox, entity } = filter;
  const same: Record<string, SqlValue | undefined> = {
    "waiting_on = ?": waiting,
    "kind = ?": kind,
    "stage = ?": stage,
    "severity_band = ?": severity === "none" ? undefined : severity,
    "policy_version = ?::int": policy,
    "mailbox = ?": mailbox,
    "entities @> array[?::text]": entity === "none" ? undefined : entity,
  };
  const parts = Object.entries(same).flatMap(([text, value]): Part[] =>
    value === undefined ? [] : [[text, value]],
  );
  return [
    ...parts,
    ...(severity === "none" ? [["severity_band is null"] as const] : []),
    ...(entity === "none" ? [["entities is null"] as const] : []),
  ];
}

function openedParts({ filter: { age }, now, opened, is }: Filtering): Part[] {
  const [from, until] = opened ?? (age ? openedIn(age, now) : [null, null]);
  const closed = queueLanes.closed;
  return [
    ...(is ? [[is === "closed" ? "lane = ?" : "lane < ?", closed] as const] : []),
    ...(from ? [["opened_at > ?", from] as const] : []),
    ...(until ? [["opened_at <= ?", until] as const] : []),
  ];
}

function joined(parts: readonly Part[], alias: string, first: number): Conditions {
  const values: SqlValue[] = [];
  const texts = parts.map(([text, value]) => {
    if (value === undefined) return `${alias}.${text}`;
    values.push(value);
    return `${alias}.${text.replace("?", `$${first + values.length - 1}`)}`;
  });
  return { sql: ["true", ...texts].join(" and "), values };
}
