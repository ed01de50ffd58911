/** Reads a product's name that was typed in a form as its id; what is no product, or several, is said at the field. */
import { type Fault, InvalidInput } from "../../actions/invalid-input.ts";
import {
  type NamedProduct,
  productCalled,
  wholeName,
} from "../../core/catalogue/product-called.ts";
import { type FormValues, lastValueOf } from "../../lib/form-description.ts";
import type { Context } from "../../store/context.ts";
import { productsCalled, productsHolding } from "../../store/products/named-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { Staff } from "../server/actor-of.ts";

interface TypedProduct {
  /** Of the field: "productId", "products.2.productId". */
  readonly field: string;
  readonly text: string;
}

/** Whether it has the form of an id, and so is no name. */
export function isProductId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The fields of a product in which something else than an id was sent. */
export function typedProducts(values: FormValues): TypedProduct[] {
  return Object.keys(values)
    .filter((field) => /(^|\.)productId$/.test(field))
    .map((field) => ({ field, text: lastValueOf(values, field)?.trim() ?? "" }))
    .filter(({ text }) => text !== "" && !isProductId(text));
}

/** The words to look for in names; what no name is as long as, or holds, is not looked for. */
export function wordsIn(text: string): string[] {
  return text
    .replaceAll("\0", " ")
    .slice(0, 400)
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 10);
}

/** The values with ids for names. Refuses with input.invalid, each fault at the field that was typed in. */
export async function withProductIds(
  context: Context,
  staff: Staff,
  values: FormValues,
): Promise<FormValues> {
  const typed = typedProducts(values);
  if (typed.length === 0) return values;
  return context.transaction(staff, async (tx) => {
    const texts = new Set(typed.map(({ text }) => text).filter((text) => !text.includes("\0")));
    const products = await productsCalled(tx, [...texts]);
    const faults: Fault[] = [];
    const ids: Record<string, string> = {};
    for (const { field, text } of typed) {
      const meant = await meantBy(tx, text, products);
      if ("productId" in meant) ids[field] = meant.productId;
      else faults.push({ field, message: meant.problem });
      if (faults.length === faultsMax) break;
    }
    if (faults.length > 0) throw new InvalidInput(faults);
    return { ...values, ...ids };
  });
}

/** The product that one text means, or the sentence that says why it means none. */
type Meant = { readonly productId: string } | { readonly problem: string };

export async function productMeant(tx: Tx, text: string): Promise<Meant> {
  return meantBy(tx, text, text.includes("\0") ? [] : await productsCalled(tx, [text]));
}

async function meantBy(tx: Tx, text: string, products: readonly NamedProduct[]): Promise<Meant> {
  const called = productCalled(text, products);
  if (called.found === "one") return { productId: called.productId };
  if (called.found === "several") return { problem: ambiguous(called.products) };
  return { problem: await unknown(tx, text) };
}

/** Each is looked for by itself: those after it are said once these are mended. */
const faultsMax = 10;

const namesMax = 5;

async function unknown(tx: Tx, text: string): Promise<string> {
  const words = wordsIn(text);
  const near = words.length > 0 ? await productsHolding(tx, words, namesMax + 1) : [];
  const none = "The catalogue has no product of this name.";
  return near.length === 0 ? none : `${none} These names hold what you wrote: ${listed(near)}.`;
}

function ambiguous(products: readonly NamedProduct[]): string {
  return `Several products are called this. Write which of them you mean: ${listed(products)}.`;
}

/** “Home: Gate”, “Sea: Gate” and more. */
function listed(products: readonly NamedProduct[]): string {
  const names = products.slice(0, namesMax).map((each) => `“${wholeName(each)}”`);
  return `${names.join(", ")}${products.length > namesMax ? " and more" : ""}`;
}
