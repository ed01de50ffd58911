/** Reads customers and what they are entitled to, as far as the wall shows them: to support alone. */
import type { Entitlement } from "../../core/customers/entitlement.ts";
import { wordsOf } from "../../core/search/words.ts";
import type { Context } from "../context.ts";
import { type ObjectKey, openFrom, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface CustomerView {
  readonly customerId: string;
  readonly name: string;
  readonly entitlements: readonly (Entitlement & { readonly productName: string | null })[];
}

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
}

const columns = `customer_id as "customerId", name_sealed as "nameSealed", key_wrapped as "wrapped",
  master_key_id as "masterKeyId"`;

/** Those whose names hold all these words, by name; with no words the newest. At most 50. */
export async function findCustomers(
  context: Context,
  tx: Tx,
  words: string,
): Promise<CustomerView[]> {
  const tokens = customerTokens(context, words);
  if (tokens.length === 0 && words.trim() !== "") return [];
  const found = await tx.query<Sealed>(
    `select ${columns} from customers c
      where (select count(*) from customer_tokens t
              where t.customer_id = c.customer_id and t.token = any ($1::bytea[])) = $2
      order by added_at desc, customer_id limit 50`,
    [tokens.map((token) => `\\x${token.toString("hex")}`), new Set(tokens.map(String)).size],
  );
  const views = await Promise.all(found.map((row) => viewOf(context, tx, row)));
  return views.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Undefined where the wall shows none of this id. */
export async function customerOf(
  context: Context,
  tx: Tx,
  customerId: string,
): Promise<CustomerView | undefined> {
  const row = await sealedCustomer(tx, customerId);
  return row && viewOf(context, tx, row);
}

/** The key of a customer; undefined where the wall shows none of this id. */
export async function customerKey(
  context: Context,
  tx: Tx,
  customerId: string,
): Promise<ObjectKey | undefined> {
  const row = await sealedCustomer(tx, customerId);
  return row && keyIn(context, row);
}

function sealedCustomer(tx: Tx, customerId: string): Promise<Sealed | undefined> {
  return tx.first<Sealed>(`select ${columns} from customers where customer_id = $1`, [customerId]);
}

function keyIn(context: Context, { customerId, wrapped, masterKeyId }: Sealed): ObjectKey {
  return unwrapKey(context, customerId, customersHolder, { wrapped, masterKeyId });
}

async function viewOf(context: Context, tx: Tx, row: Sealed): Promise<CustomerView> {
  const key = keyIn(context, row);
  const rows = await tx.query<
    Omit<Entitlement, "level"> & { levelSealed: Buffer; productName: string | null }
  >(
    `select e.entitlement_id as "entitlementId", e.product_id as "productId",
            p.name as "productName", e.level_sealed as "levelSealed",
            e.valid_until::text as "validUntil", e.ended_at as "endedAt"
       from entitlements e left join products p on p.product_id = e.product_id
      where e.customer_id = $1 order by e.added_at desc, e.entitlement_id limit 100`,
    [row.customerId],
  );
  return {
    customerId: row.customerId,
    name: openFrom(key, customerNamePlace, row.nameSealed).toString(),
    entitlements: rows.map(({ levelSealed, ...rest }) => ({
      ...rest,
      level: openFrom(key, levelPlace(rest.entitlementId), levelSealed).toString(),
    })),
  };
}
