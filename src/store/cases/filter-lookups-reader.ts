/**
 * What parts of a filter mean that stand in no column of case_access: the cases of a product, of a label,
 * and the names of entities. All behind the reader's own wall.
 */
import { searchWordOf } from "../../core/cases/labels.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Context } from "../context.ts";
import { tokensOf } from "../search/tokens.ts";
import type { Tx } from "../transaction.ts";
import { type Readers, readerArray } from "./queue-reader.ts";

export interface CasesOfProduct {
  readonly productIds: readonly string[];
  /** Every one, where they are few; null where they are many. */
  readonly caseIds: readonly string[] | null;
}

export interface CasesOfLabel {
  /** The label's word in the index. */
  readonly token: Buffer;
  /** Every one, where they are few; null where they are many, or the reader's own are the fewer. */
  readonly caseIds: readonly string[] | null;
}

/** A list begins with the cases of a product or label, or with the reader's own, while they are so few. */
const fewCases = 1_000;
/** Fewer of a label: each is told from the words of other cases by the reader's wall. */
const fewOfLabel = 300;

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

/**
 * The wall stands before the index of words: a label on somebody else's case is as one that nobody ever
 * wrote. A note may hold the same word, so the labels themselves decide of each row (`hasLabel`).
 */
export async function casesOfLabel(
  context: Context,
  tx: Tx,
  label: string,
  readers: Readers,
): Promise<CasesOfLabel> {
  const [token] = tokensOf(context, searchWordOf(label));
  if (!token) throw new Error("a label without a word");
  // Else a label on very many cases of others would be looked through for a reader of a few.
  if (await readsFew(tx, readers)) return { token, caseIds: null };
  const rows = await tx.query<{ caseId: string }>(
    `select case_id as "caseId" from case_tokens
      where token = $1 and side_id = staff_side() limit $2`,
    [token, fewOfLabel + 1],
    "cases-of-label",
  );
  return { token, caseIds: rows.length > fewOfLabel ? null : rows.map(({ caseId }) => caseId) };
}

export function hasLabel(label: string | undefined) {
  return ({ labels }: { readonly labels: readonly string[] }) =>
    label === undefined || labels.includes(label);
}

/** Whether these principals reach so few cases that a list begins with those. */
export async function readsFew(tx: Tx, readers: Readers): Promise<boolean> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from (
       select 1 from case_access a
        where a.principal_id = any (${readerArray(readers, 2)}) and a.side_id = staff_side()
        limit $1 + 1) counted`,
    [fewCases, ...readers],
    `few-cases-${readers.length}`,
  );
  return (row?.count ?? 0) <= fewCases;
}

/** Those that the policy gives cases to, then all others that a team or the house has; at most 2,000. */
export async function entitiesOfFilter(context: Context, tx: Tx): Promise<string[]> {
  const { organisation } = inForceAt(context.policies, context.now());
  const rows = await tx.query<{ name: string }>(
    `select entity as name from teams where entity is not null
     union select name from entities order by name limit 2000`,
    [],
    "entities-of-filter",
  );
  return [
    ...new Set([...organisation.entities.map(({ name }) => name), ...rows.map(({ name }) => name)]),
  ];
}

/** The entity as it is spelt, whatever the capitals that were typed; "none" stays. */
export function entityCalled(names: readonly string[], typed: string): string | undefined {
  if (typed === "none") return typed;
  const wanted = typed.toLowerCase();
  return names.find((name) => name.toLowerCase() === wanted);
}
