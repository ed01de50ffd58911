/** Reads what forms offer of the catalogue, however large it is, and finds products by what they are called. */
import type { NamedProduct } from "../../core/catalogue/product-called.ts";
import type { Tx } from "../transaction.ts";

export interface OfferedProduct extends NamedProduct {
  readonly inSupport: boolean;
  readonly retiredAt: Date | null;
}

const columns = `product_id as "productId", entity, name, in_support as "inSupport",
  retired_at as "retiredAt"`;

/** The first products by entity, line and name, retired ones among them, and never more than that many. */
export async function firstProducts(tx: Tx, most: number): Promise<OfferedProduct[]> {
  return tx.query(
    `select ${columns} from products
      order by entity, coalesce(line, ''), name, product_id limit $1`,
    [most],
    "first-products",
  );
}

/** What these are called, at most 20,000 of them; an id that is none is left out. */
export async function productsWithIds(
  tx: Tx,
  productIds: readonly string[],
): Promise<OfferedProduct[]> {
  return tx.query(
    `select ${columns} from products where product_id = any ($1::uuid[]) limit 20000`,
    [[...productIds]],
    "products-with-ids",
  );
}

/**
 * The products that one of these texts may mean, which `productCalled` tells; those first that a text
 * names whole.
 */
export async function productsCalled(tx: Tx, texts: readonly string[]): Promise<OfferedProduct[]> {
  return tx.query(
    `with typed as (select lower(text) as text from unnest($1::text[]) as t (text))
     select ${columns} from products
      where lower(name) in (select text from typed)
         or lower(entity || ' ' || name) in (select text from typed)
         or lower(entity || ': ' || name) in (select text from typed)
      order by lower(entity || ': ' || name) in (select text from typed) desc, entity, name, product_id
      limit 5000`,
    [[...texts]],
    "products-called",
  );
}

/** The first products whose entity and name hold each of these words, in any order. */
export async function productsHolding(
  tx: Tx,
  words: readonly string[],
  most: number,
): Promise<OfferedProduct[]> {
  return tx.query(
    `select ${columns} from products
      where not exists (select 1 from unnest($1::text[]) as w (word)
                         where position(lower(w.word) in lower(entity || ': ' || name)) = 0)
      order by entity, coalesce(line, ''), name, product_id limit $2`,
    [[...words], most],
    "products-holding",
  );
}
