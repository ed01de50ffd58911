import fc from "fast-check";
import { expect, test } from "vitest";
import { asOwnReference, ownReference } from "./own-reference.ts";

test("a number of ours is known in any letter case, and only in its one form", () => {
  const year = fc.integer({ min: 1000, max: 9999 });
  fc.assert(
    fc.property(year, fc.integer({ min: 1, max: 999_999_999 }), (inYear, number) => {
      const reference = ownReference(inYear, number);
      expect(asOwnReference(reference)).toBe(reference);
      expect(asOwnReference(` ${reference.toLowerCase()} `)).toBe(reference);
      expect(asOwnReference(`${reference} x`)).toBeUndefined();
    }),
  );
});

test.each([
  "PSIRT-2024-001",
  "PSIRT-2024-00012",
  "PSIRT-2024-0000",
  "PSIRT-24-0001",
  "VINCE-2024-0001",
  "",
])("is none of ours: %j", (text) => expect(asOwnReference(text)).toBeUndefined());
