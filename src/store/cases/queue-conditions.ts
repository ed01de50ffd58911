/**
 * What a filter of the queue asks of case_access: conditions on its own columns alone, which stand in
 * the index that lists are driven from. Leakproof operators only, or the wall would keep them from it.
 */
import { openedIn, type QueueFilter } from "../../core/cases/queue-filter.ts";
import { latestPast } from "../../core/clocks/clock-state.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import { queueLanes } from "./queue-reader.ts";

/** A filter as one reader means it at one instant. */
export interface Filtering {
  readonly filter: QueueFilter;
  /** Who "me" is. */
  readonly personId: string;
  readonly now: Date;
  /** Cases of the filter's product, as `casesOfProduct` found them; null where none is asked for. */
  readonly product: CasesOfProduct | null;
  /** Opened after the first instant and until the second, each null where that end is open. */
  readonly opened?: readonly [from: Date | null, until: Date | null] | undefined;
  /** Open or closed, whatever the lane. */
  readonly is?: "open" | "closed" | undefined;
}

export interface CasesOfProduct {
  readonly productIds: readonly string[];
  /** Every one, where they are few; null where they are many. */
  readonly caseIds: readonly string[] | null;
}

export interface Conditions {
  /** Over the columns of `alias`, joined by "and"; "true" where there are none. */
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** A list begins with a product's cases while they are so few. */
const fewCases = 1_000;

/** Undefined where the catalogue has no product of that name. */
export async function casesOfProduct(tx: Tx, name: string): Promise<CasesOfProduct | undefined> {
  const rows = await tx.query<{ productId: string; caseId: string | null }>(
    `select p.product_id as "productId", a.case_id as "caseId"
       from products p left join lateral (
         select distinct case_id from affected_products where product_id = p.product_id limit $2) a on true
      where lower(p.name) = lower($1) limit $2`,
    [name, fewCases + 1],
    "cases-of-product",
  );
  if (rows.length === 0) return undefined;
  const productIds = [...new Set(rows.map(({ productId }) => productId))];
  const caseIds = [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))];
  return { productIds, caseIds: rows.length > fewCases ? null : caseIds };
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

/** Everything else: asked of each entry that is looked at. */
export function conditionsOf(filtering: Filtering, alias: string, first: number): Conditions {
  const { filter, product } = filtering;
  const { sql, values } = joined(
    [...ownerParts(filtering), ...sameParts(filter), ...openedParts(filtering)],
    alias,
    first,
  );
  if (!product || product.caseIds) return { sql, values };
  const ofProduct = `exists (select 1 from affected_products p
    where p.case_id = ${alias}.case_id and p.product_id = any ($${first + values.length}::uuid[]))`;
  return { sql: `${sql} and ${ofProduct}`, values: [...values, product.productIds] };
}

type Part = readonly [text: string, value?: SqlValue];

function ownerParts({ filter: { owner }, personId }: Filtering): Part[] {
  if (owner === undefined) return [];
  if (owner === "nobody") return [["owner_id is null"]];
  return [["owner_id = ?::uuid", owner === "me" ? personId : owner]];
}

function sameParts(filter: QueueFilter): Part[] {
  const { waiting, kind, stage, severity, policy, mailbox } = filter;
  const same: Record<string, SqlValue | undefined> = {
    "waiting_on = ?": waiting,
    "kind = ?": kind,
    "stage = ?": stage,
    "severity_band = ?": severity === "none" ? undefined : severity,
    "policy_version = ?::int": policy,
    "mailbox = ?": mailbox,
  };
  const parts = Object.entries(same).flatMap(([text, value]): Part[] =>
    value === undefined ? [] : [[text, value]],
  );
  return severity === "none" ? [...parts, ["severity_band is null"]] : parts;
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
