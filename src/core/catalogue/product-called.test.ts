import fc from "fast-check";
import { expect, test } from "vitest";
import { type NamedProduct, productCalled, wholeName } from "./product-called.ts";

const product = (entity: string, name: string): NamedProduct => ({
  productId: `${entity}|${name}`,
  entity,
  name,
});
const one = (entity: string, name: string) => ({ found: "one", productId: `${entity}|${name}` });

test("a product is meant by its name, behind its entity or not, in any case", () => {
  const products = [product("Home", "Gate"), product("Home", "Bridge")];
  for (const text of ["Home: Gate", "home: gate", "Home Gate", "HOME GATE", "Gate", "gate"]) {
    expect(productCalled(text, products)).toEqual(one("Home", "Gate"));
  }
  for (const text of ["", "Gat", "Home", "Home:Gate", "Gate Home"]) {
    expect(productCalled(text, products)).toEqual({ found: "none" });
  }
});

test("what two products are called is not guessed, and the whole name tells them apart", () => {
  const products = [product("Home", "Gate"), product("Sea", "Gate"), product("X", "Home Gate")];
  expect(productCalled("Gate", products)).toEqual({
    found: "several",
    products: products.slice(0, 2),
  });
  expect(productCalled("Home Gate", products)).toMatchObject({ found: "several" });
  expect(productCalled("Sea: Gate", products)).toEqual(one("Sea", "Gate"));
  expect(productCalled("X: Home Gate", products)).toEqual(one("X", "Home Gate"));
});

test("where two differ by case alone, the letters that were typed decide", () => {
  const products = [product("Home", "Gate"), product("Home", "GATE")];
  expect(productCalled("Home: GATE", products)).toEqual(one("Home", "GATE"));
  expect(productCalled("Gate", products)).toEqual(one("Home", "Gate"));
  expect(productCalled("gate", products)).toMatchObject({ found: "several" });
});

test("every product is meant by its whole name, whatever else the catalogue has", () => {
  const word = fc.stringMatching(/^[A-Ca-c ]{1,4}$/).map((text) => `x${text}x`);
  const names = fc.uniqueArray(fc.tuple(word, word), { selector: String, minLength: 1 });
  fc.assert(
    fc.property(names, (pairs) => {
      const products = pairs.map(([entity, name]) => product(entity, name));
      for (const each of products) {
        expect(productCalled(wholeName(each), products)).toEqual(one(each.entity, each.name));
      }
    }),
  );
});
