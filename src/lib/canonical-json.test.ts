import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";

test("equal values give equal text, whatever the order of their keys", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned as JsonValue)).toBe(canonicalJson(value as JsonValue));
      expect(JSON.parse(canonicalJson(value as JsonValue))).toEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});
