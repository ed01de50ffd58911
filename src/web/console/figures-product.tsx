/** The product in the filter of figures: one of a list, or of a large catalogue its name, typed. */
import { wholeName } from "../../core/catalogue/product-called.ts";
import type { FiguresQuery } from "../../core/figures/asked-figures.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { ConsoleRequest } from "./console-frame.tsx";
import type { FiguresProps, TypedName } from "./find-figures.ts";
import { listOf, ProductSuggestions, productsInList, typedOf } from "./product-choices.tsx";
import { isProductId, productMeant } from "./typed-products.ts";

/** What the address says, with the id of the product whose name it says; `typed` where that is no product. */
export async function withProductId(
  { web: { context }, staff }: ConsoleRequest,
  said: FiguresQuery,
): Promise<{ readonly said: FiguresQuery; readonly typed?: TypedName }> {
  const text = typeof said.product === "string" ? said.product.trim() : "";
  if (text === "" || isProductId(text)) return { said };
  const meant = await context.transaction(staff, (tx) => productMeant(tx, text));
  if ("problem" in meant) {
    const problem = `${meant.problem} These figures are of all products.`;
    return { said, typed: { text, problem } };
  }
  return { said: { ...said, product: meant.productId } };
}

export function FiguresProduct({ asked, typed, found }: FiguresProps) {
  const basics = { id: "figures-product", name: "product", label: "Product" };
  if (found.offered.length <= productsInList) {
    const options = found.offered.map(({ productId, name }) => ({ value: productId, label: name }));
    return <Select {...basics} options={options} value={asked.productId} emptyLabel="All" />;
  }
  const choices = typedOf(found.offered, []);
  const product = found.products.find(({ productId }) => productId === asked.productId);
  return (
    <div>
      <TextField
        {...basics}
        value={typed?.text ?? (product && wholeName(product))}
        error={typed?.problem}
        list={listOf(choices)}
        autocomplete="off"
        placeholder="All"
      />
      <ProductSuggestions choices={choices} />
    </div>
  );
}
