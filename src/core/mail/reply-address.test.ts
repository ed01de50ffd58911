import fc from "fast-check";
import { expect, test } from "vitest";
import { replyAddressOf, replyTagOf, replyTagsIn } from "./reply-address.ts";

test("a tag of 128 random bits stands in the address and is read out of it, however it is cased", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
      const tag = replyTagOf(random);
      const address = replyAddressOf("psirt@vendor.example", tag) ?? "";
      expect(address).toMatch(/^psirt\+[0-9a-f]{32}@vendor\.example$/);
      expect(replyTagsIn([address.toUpperCase(), address, "psirt+short@vendor.example"])).toEqual([
        tag,
      ]);
    }),
  );
});

test("an address that cannot take a tag has none", () => {
  const tag = "0".repeat(32);
  const long = `${"a".repeat(32)}@vendor.example`;
  for (const address of ["psirt+a@vendor.example", "psirt", long]) {
    expect(replyAddressOf(address, tag)).toBeNull();
  }
});
