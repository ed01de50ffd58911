import fc from "fast-check";
import { expect, test } from "vitest";
import { type ToldChange, toldFirst, toldMax } from "./told-changes.ts";

test("what is told is what changes by line, then what is new by line, as many as anybody reads", () => {
  const told = fc.record({
    ...{ line: fc.nat(2_000), kind: fc.constant("product" as const) },
    ...{ names: fc.constant([]), fields: fc.constant([]) },
    change: fc.constantFrom("added" as const, "changed" as const),
  });
  const many = fc.array(told, { minLength: 400, maxLength: 900, size: "max" });
  fc.assert(
    fc.property(many, (all) => {
      const first = toldFirst(all);
      const placeOf = ({ change, line }: ToldChange) => (change === "added" ? 10_000 : 0) + line;
      expect(first).toHaveLength(Math.min(all.length, toldMax));
      const places = all.map(placeOf).sort((one, other) => one - other);
      expect(first.map(placeOf)).toEqual(places.slice(0, toldMax));
    }),
    { numRuns: 30 },
  );
});
