/** Which product of the catalogue somebody means who types its name instead of choosing it from a list. */

export interface NamedProduct {
  readonly productId: string;
  readonly entity: string;
  readonly name: string;
}

/** The product, none, or all that the text could mean. */
type Called =
  | { readonly found: "one"; readonly productId: string }
  | { readonly found: "none" }
  | { readonly found: "several"; readonly products: readonly NamedProduct[] };

/** What tells the product from every other one: its name is its entity's own, and no more than that. */
export function wholeName({ entity, name }: Pick<NamedProduct, "entity" | "name">): string {
  return `${entity}: ${name}`;
}

/**
 * The product that the text means: its whole name, else its name alone or behind its entity as lists
 * show it. Letters as they were typed go before any case. Nothing is guessed of what two are called.
 */
export function productCalled(text: string, products: readonly NamedProduct[]): Called {
  const whole = (each: NamedProduct) => [wholeName(each)];
  const short = (each: NamedProduct) => [each.name, `${each.entity} ${each.name}`];
  for (const namesOf of [whole, short]) {
    for (const folded of [(word: string) => word, (word: string) => word.toLowerCase()]) {
      const meant = products.filter((each) => namesOf(each).map(folded).includes(folded(text)));
      const [first] = meant;
      if (first && meant.length === 1) return { found: "one", productId: first.productId };
      if (meant.length > 1) return { found: "several", products: meant };
    }
  }
  return { found: "none" };
}
