import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { masterKeyFrom } from "./master-key.ts";

const place = { table: "key_wraps", column: "wrapped for case", objectId: "object" };

test("a new master key opens what an older one wrapped, and hashes stay comparable", () => {
  const [first, second] = [randomBytes(32), randomBytes(32)];
  const before = masterKeyFrom(first);
  const after = masterKeyFrom(second, [first]);
  const objectKey = randomBytes(32);
  const wrapped = before.wrap(objectKey, place, randomBytes(12));
  expect(after.unwrap(before.id, wrapped, place).equals(objectKey)).toBe(true);
  expect(after.hash("search-tokens", "gateway")).toEqual(before.hash("search-tokens", "gateway"));
  expect(after.id).not.toBe(before.id);
});

test("a key that is not at hand is named, never guessed", () => {
  const wrapped = masterKeyFrom(randomBytes(32));
  const other = masterKeyFrom(randomBytes(32));
  const sealed = wrapped.wrap(randomBytes(32), place, randomBytes(12));
  expect(() => other.unwrap(wrapped.id, sealed, place)).toThrow(wrapped.id);
});

test("one purpose, one key", () => {
  const master = masterKeyFrom(randomBytes(32));
  expect(master.derive("cookie")).not.toEqual(master.derive("event-chain"));
});
