import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { open, seal } from "./cipher.ts";

const place = { table: "messages", column: "content", objectId: "one" };

test("what is sealed opens again, whatever the bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (plain) => {
      const key = randomBytes(32);
      const sealed = seal(key, plain, place, randomBytes(12));
      expect(Buffer.from(plain).equals(open(key, sealed, place))).toBe(true);
    }),
  );
});

test("[ALE-12] sealed text shows none of its words", () => {
  const sealed = seal(randomBytes(32), Buffer.from("the gateway restarts"), place, randomBytes(12));
  expect(sealed.toString("latin1")).not.toContain("gateway");
});

test("a value moved to another table, column or object does not open", () => {
  const key = randomBytes(32);
  const sealed = seal(key, Buffer.from("text"), place, randomBytes(12));
  for (const other of [{ table: "notes" }, { column: "title" }, { objectId: "two" }]) {
    expect(() => open(key, sealed, { ...place, ...other })).toThrow();
  }
});

test("one changed bit anywhere keeps the value shut", async () => {
  const key = randomBytes(32);
  const sealed = seal(key, Buffer.from("a sentence of some length"), place, randomBytes(12));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: sealed.length - 1 }),
      fc.integer({ min: 0, max: 7 }),
      async (index, bit) => {
        const changed = Buffer.from(sealed);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        expect(() => open(key, changed, place)).toThrow();
      },
    ),
  );
});
