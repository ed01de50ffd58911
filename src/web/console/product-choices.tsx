/**
 * How the forms of a case ask for a product. Few products are a list to choose from; of more the name is
 * typed, so that no page draws the whole catalogue in each row: `typed-products.ts` reads it back.
 */
import { type NamedProduct, wholeName } from "../../core/catalogue/product-called.ts";
import type { Deed } from "../../core/people/deeds.ts";
import type { FormChoice } from "../../lib/form-description.ts";
import {
  firstProducts,
  type OfferedProduct,
  productsHolding,
} from "../../store/products/named-reader.ts";
import type { AtCase } from "./at-case.ts";
import { may } from "./deed-form.tsx";
import { typedProducts, wordsIn } from "./typed-products.ts";

/** Beyond this many the name is typed. */
export const productsInList = 500;

/** Beyond this many the page suggests none before something was typed. */
const productsSuggested = 3_000;

export type ProductChoices =
  | { readonly by: "list"; readonly choices: readonly FormChoice[] }
  | TypedChoices;

interface TypedChoices {
  readonly by: "name";
  /** Once on the page, however many fields there are. */
  readonly suggestions: readonly FormChoice[];
  /** They are the whole catalogue. */
  readonly whole: boolean;
}

/** So many are read: one more than a page suggests tells that there are more. */
export const productsRead = productsSuggested + 1;

const noChoices: ProductChoices = { by: "list", choices: [] };

/** Read once for a page; nothing where the reader may not do the deed now. */
export async function loadProductChoices(at: AtCase, deed: Deed): Promise<ProductChoices> {
  if (at.facts.closed || !may(at, deed)) return noChoices;
  const products = await firstProducts(at.tx, productsRead);
  if (products.length <= productsInList) {
    return {
      by: "list",
      choices: products.map((each) => ({
        value: each.productId,
        label: `${each.entity} ${each.name}${standing(each)}`,
      })),
    };
  }
  return typedOf(products, products.length < productsRead ? [] : await meantBySent(at));
}

/** Where the name is typed: of the products that were read, or of those that may be meant if there are more. */
export function typedOf(
  products: readonly OfferedProduct[],
  meant: readonly OfferedProduct[],
): TypedChoices {
  const whole = products.length < productsRead;
  return { by: "name", suggestions: (whole ? products : meant).map(suggestion), whole };
}

/** Of a large catalogue: what may have been meant by the names that were refused. */
async function meantBySent(at: AtCase): Promise<OfferedProduct[]> {
  const texts = typedProducts(at.sent?.values ?? {}).map(({ text }) => text);
  const found = await Promise.all(
    [...new Set(texts)].slice(0, 3).map((text) => productsHolding(at.tx, wordsIn(text), 50)),
  );
  return [...new Map(found.flat().map((each) => [each.productId, each])).values()];
}

function standing({ retiredAt, inSupport }: OfferedProduct): string {
  if (retiredAt) return " (retired)";
  return inSupport ? "" : " (out of support)";
}

function suggestion(each: OfferedProduct): FormChoice {
  const value = wholeName(each);
  return { value, label: `${value}${standing(each)}` };
}

/** What a field of a product begins with where the form names one already. */
export function productValue(choices: ProductChoices, product: NamedProduct): string {
  return choices.by === "list" ? product.productId : wholeName(product);
}

const listId = "products-of-catalogue";

/** The id of the list of suggestions, where there are any. */
export function listOf({ suggestions }: TypedChoices): string | undefined {
  return suggestions.length > 0 ? listId : undefined;
}

/** How a form's fields named "productId" are drawn, as `DeedForm` takes it. */
export function productField(choices: ProductChoices): {
  readonly choices: Readonly<Record<string, readonly FormChoice[]>>;
  readonly typed?: Readonly<Record<string, { readonly list: string | undefined }>>;
} {
  if (choices.by === "list") return { choices: { productId: choices.choices } };
  return { choices: {}, typed: { productId: { list: listOf(choices) } } };
}

/** The browser's own list of suggestions for every field of the page: once on each page with such a form. */
export function ProductSuggestions({ choices }: { choices: ProductChoices }) {
  if (choices.by === "list" || choices.suggestions.length === 0) return null;
  return (
    <datalist id={listId}>
      {choices.suggestions.map(({ value, label }) => (
        <option key={value} value={value} label={label === value ? undefined : label} />
      ))}
    </datalist>
  );
}

/** How a product is written where it is typed. */
export function typedHelp(choices: ProductChoices): string | undefined {
  if (choices.by === "list") return undefined;
  const how = "Write the product’s name, or its entity before it, as in “Entity: Name”.";
  return choices.whole
    ? `${how} The catalogue’s names are suggested while you type.`
    : `${how} To search, send a part of the name: the form then says which names hold it.`;
}
