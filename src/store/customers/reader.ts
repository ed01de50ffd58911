/** Reads customers and what they are entitled to, as far as the wall shows them: to support alone. */
import { dayOf } from "../../core/catalogue/support.ts";
import type { Entitlement } from "../../core/customers/entitlement.ts";
import { wordsOf } from "../../core/search/words.ts";
import type { Context } from "../context.ts";
import { type ObjectKey, openFrom, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface CustomerView {
  readonly customerId: string;
  /** What stands for the name of one that was erased. */
  readonly name: string;
  readonly erasedAt: Date | null;
  /** In a list of customers at most 100 of each, those that hold today first. */
  readonly entitlements: readonly (Entitlement & { readonly productName: string | null })[];
  /** Whether there are more than stand in `entitlements`. */
  readonly hasMore: boolean;
}

/** So many customers are found at once. */
export const customersFoundMax = 50;
const entitlementsInList = 100;
const entitlementsOfOne = 10_000;

/** Who may open a customer's key: the table of customers itself. */
export const customersHolder = "customers";

export const customerNamePlace = { table: "customers", column: "name_sealed" } as const;

export function levelPlace(entitlementId: string) {
  return { table: "entitlements", column: `level ${entitlementId}` };
}

/** Keyed and truncated: tells nothing without the key, nor that a case holds the same word. */
export function customerTokens(context: Pick<Context, "masterKey">, text: string): Buffer[] {
  return wordsOf(text).map((word) =>
    context.masterKey.hash("search-tokens", `customer\0${word}`).subarray(0, 8),
  );
}

interface Sealed {
  readonly customerId: string;
  readonly nameSealed: Buffer;
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
  readonly erasedAt: Date | null;
}

const columns = `c.customer_id as "customerId", c.name_sealed as "nameSealed",
  c.key_wrapped as "wrapped", c.master_key_id as "masterKeyId", c.erased_at as "erasedAt"`;

/** Those whose names hold all words, by name; with no words the newest. At most `customersFoundMax`, none erased. */
export async function findCustomers(
  context: Context,
  tx: Tx,
  words: string,
): Promise<CustomerView[]> {
  const tokens = customerTokens(context, words);
  if (tokens.length === 0 && words.trim() !== "") return [];
  const found = await tx.query<Sealed>(
    `select ${columns} from customers c
      where c.erased_at is null
        and (select count(*) from customer_tokens t
              where t.customer_id = c.customer_id and t.token = any ($1::bytea[])) = $2
      order by c.added_at desc, c.customer_id limit $3`,
    [tokens.map(literalOf), new Set(tokens.map(literalOf)).size, customersFoundMax],
  );
  const views = await viewsOf(context, tx, found, entitlementsInList);
  return views.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Bytes as PostgreSQL writes them: two tokens are the same where all their bytes are. */
export function literalOf(token: Buffer): string {
  return `\\x${token.toString("hex")}`;
}

/** With all that it is entitled to; undefined where the wall shows none of this id. */
export async function customerOf(
  context: Context,
  tx: Tx,
  customerId: string,
): Promise<CustomerView | undefined> {
  const row = await sealedCustomer(tx, customerId);
  return row && (await viewsOf(context, tx, [row], entitlementsOfOne))[0];
}

/** The key of a customer; undefined where the wall shows none of this id, or it was erased. */
export async function customerKey(
  context: Context,
  tx: Tx,
  customerId: string,
): Promise<ObjectKey | undefined> {
  const row = await sealedCustomer(tx, customerId);
  return row && row.erasedAt === null ? keyIn(context, row) : undefined;
}

/** One at a time writes what a customer has: nothing is added to one that is being erased meanwhile. */
export async function lockCustomer(tx: Tx, customerId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 99))", [customerId]);
}

/** Whether a legal hold stands on a case that was filed for the customer. For the worker, who sees all. */
export async function isCustomerHeld(tx: Tx, customerId: string): Promise<boolean> {
  const row = await tx.first(
    `select 1 from customers c where c.customer_id = $1 and ${held} limit 1`,
    [customerId],
  );
  return row !== undefined;
}

const held = `exists (
  select 1 from support_filings f join legal_holds h on h.case_id = f.case_id
   where f.customer_id = c.customer_id and h.lifted_at is null)`;

export interface OverCustomer {
  readonly customerId: string;
  readonly name: string;
  /** When the last entitlement was over; of a customer that never had one, when it was added. */
  readonly overSince: Date;
}

/**
 * Customers to whom no contract owes anything at `now`, the longest over first. A last day is over when
 * it ends in UTC.
 */
export async function overCustomers(
  context: Context,
  tx: Tx,
  { now, count }: { readonly now: Date; readonly count: number },
): Promise<OverCustomer[]> {
  const rows = await tx.query<Sealed & { overSince: Date }>(
    `select ${columns}, o.over_since as "overSince"
       from customers c cross join lateral (
         select greatest(c.added_at, max(least(
                  e.ended_at, ((e.valid_until + 1)::timestamp at time zone 'UTC')))) as over_since,
                coalesce(bool_or(e.ended_at is null and e.valid_until is null), false) as endless
           from entitlements e where e.customer_id = c.customer_id) o
      where c.erased_at is null and not o.endless and o.over_since <= $1
      order by o.over_since, c.customer_id limit $2`,
    [now, count],
  );
  return rows.map((row) => ({
    ...{ customerId: row.customerId, overSince: row.overSince },
    name: openFrom(keyIn(context, row), customerNamePlace, row.nameSealed).toString(),
  }));
}

function sealedCustomer(tx: Tx, customerId: string): Promise<Sealed | undefined> {
  return tx.first<Sealed>(`select ${columns} from customers c where c.customer_id = $1`, [
    customerId,
  ]);
}

function keyIn(context: Context, { customerId, wrapped, masterKeyId }: Sealed): ObjectKey {
  return unwrapKey(context, customerId, customersHolder, { wrapped, masterKeyId });
}

type Owed = Omit<CustomerView["entitlements"][number], "level"> & {
  readonly customerId: string;
  readonly levelSealed: Buffer;
};

/** In the order of the rows; of each customer at most so many entitlements. */
async function viewsOf(
  context: Context,
  tx: Tx,
  rows: readonly Sealed[],
  most: number,
): Promise<CustomerView[]> {
  if (rows.length === 0) return [];
  const owed = await tx.query<Owed>(
    `select e.customer_id as "customerId", e.entitlement_id as "entitlementId",
            e.product_id as "productId", p.name as "productName", e.level_sealed as "levelSealed",
            e.valid_until::text as "validUntil", e.ended_at as "endedAt"
       from unnest($1::uuid[]) as of (customer_id) cross join lateral (
         select *, n.ended_at is not null or coalesce(n.valid_until < $3::date, false) as is_over
           from entitlements n where n.customer_id = of.customer_id
          order by is_over, n.ended_at is not null, n.added_at desc, n.entitlement_id limit $2) e
       left join products p on p.product_id = e.product_id
      order by e.is_over, e.ended_at is not null, e.added_at desc, e.entitlement_id`,
    [rows.map(({ customerId }) => customerId), most + 1, dayOf(context.now())],
  );
  const byCustomer = Map.groupBy(owed, ({ customerId }) => customerId);
  return rows.map((row) => {
    const key = keyIn(context, row);
    const own = byCustomer.get(row.customerId) ?? [];
    return {
      ...{ customerId: row.customerId, erasedAt: row.erasedAt },
      name: openFrom(key, customerNamePlace, row.nameSealed).toString(),
      entitlements: own.slice(0, most).map(({ customerId: _, levelSealed, ...rest }) => ({
        ...rest,
        level: openFrom(key, levelPlace(rest.entitlementId), levelSealed).toString(),
      })),
      hasMore: own.length > most,
    };
  });
}
