import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AgreedDate, bindingDate, breaks, isEarly } from "./not-before.ts";

const day = (n: number) => new Date(Date.UTC(2026, 3, n));
const entry = (notBefore: Date | null, by: string, agreedWith: string | null = null) => ({
  ...{ notBefore, by, agreedWith },
});
const anyEntry: fc.Arbitrary<AgreedDate> = fc.record({
  notBefore: fc.option(fc.integer({ min: 1, max: 28 }).map(day)),
  agreedWith: fc.constantFrom(null, "reporter", "vendor"),
  by: fc.constantFrom("ann", "ben", "cat"),
});

describe("the date that binds whoever releases", () => {
  test("is the one that stands, whoever wrote it, where one person may decide", () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 8 }), (entries) => {
        expect(bindingDate(entries, "ann", false)).toBe(entries[0]);
      }),
    );
  });

  test("where two people are needed is never earlier than what stands, and no own entry frees from it", () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 8 }), fc.integer(), (entries, n) => {
        const at = day(Math.abs(n) % 28);
        const binds = bindingDate(entries, "ann", true);
        const early = isEarly(at, entries[0]?.notBefore ?? null);
        if (early) expect(isEarly(at, binds?.notBefore ?? null)).toBe(true);
        const freed = [entry(null, "ann"), ...entries];
        const after = bindingDate(freed, "ann", true);
        expect(after?.notBefore ?? null).toEqual(binds?.notBefore ?? null);
        // Somebody else may release what a colleague took back.
        expect(bindingDate(freed, "dan", true)?.notBefore).toBeNull();
      }),
    );
  });

  test("keeps with whom it was agreed", () => {
    const agreed = entry(day(20), "ben", "reporter");
    expect(bindingDate([entry(null, "ann"), agreed], "ann", true)).toBe(agreed);
    expect(bindingDate([entry(day(5), "ann"), agreed], "ann", true)).toBe(agreed);
    expect(bindingDate([], "ann", true)).toBeUndefined();
  });
});

test("an agreement is broken where its date goes or comes earlier, and not where its party agrees anew", () => {
  const agreed = entry(day(20), "ben", "reporter");
  expect(breaks({ notBefore: null, agreedWith: null }, agreed)).toBe(true);
  expect(breaks({ notBefore: day(19), agreedWith: "vendor" }, agreed)).toBe(true);
  expect(breaks({ notBefore: day(19), agreedWith: "reporter" }, agreed)).toBe(false);
  expect(breaks({ notBefore: day(21), agreedWith: null }, agreed)).toBe(false);
  expect(breaks({ notBefore: null, agreedWith: null }, entry(null, "ben"))).toBe(false);
  expect(breaks({ notBefore: day(1), agreedWith: null }, undefined)).toBe(false);
});
