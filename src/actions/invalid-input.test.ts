import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { InvalidInput, readInput } from "./invalid-input.ts";

const schema = z.object({
  reason: z.string().trim().min(3, "Say why."),
  rows: z.array(z.object({ name: z.string().trim().min(1, "Name it.") })).default([]),
});

const faultsOf = (input: unknown) => {
  try {
    readInput(schema, input);
    return [];
  } catch (error) {
    return (error as InvalidInput).faults.map(({ field, message }) => [field, message]);
  }
};

/** Characters without width, marks of direction, fillers, soft hyphens. */
const unseen = fc.string({
  unit: fc.constantFrom("\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u115f", "\u00ad", " "),
  minLength: 3,
  maxLength: 90,
});

test("a text that nobody can see is an empty one, at every depth", () => {
  fc.assert(
    fc.property(unseen, (text) => {
      expect(faultsOf({ reason: text, rows: [{ name: text }] })).toEqual([
        ["reason", "Say why."],
        ["rows.0.name", "Name it."],
      ]);
    }),
  );
});

test("what is read stays as it was written, with its marks", () => {
  const written = "\u202e\u05d3\u05d9\u05d5\u05d5\u05d7\u202c \u{1f575}\u200d\u2642";
  expect(readInput(schema, { reason: written }).reason).toBe(written);
  for (const short of ["\u{1f4a5}!!", "***", "\u4e2d\u6587\u5b57"]) {
    expect(readInput(schema, { reason: short }).reason).toBe(short);
  }
});

test("what lies deeper than any schema is refused and not walked", () => {
  let deep: unknown = "x";
  for (let level = 0; level < 50_000; level += 1) deep = [deep];
  expect(faultsOf({ reason: deep, rows: [] })[0]?.[0]).toBe("reason");
});

test("bytes and other things than texts are left alone", () => {
  const raw = new Uint8Array([0, 1, 2]);
  const read = readInput(z.object({ raw: z.instanceof(Uint8Array), at: z.date() }), {
    raw,
    at: new Date(0),
  });
  expect(read.raw).toBe(raw);
  expect(() => readInput(schema, { reason: "a\0bc" })).toThrow(InvalidInput);
});
