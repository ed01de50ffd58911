import fc from "fast-check";
import { expect, test } from "vitest";
import { partyCalled, pseudonymFor } from "./pseudonym.ts";

const aKind = fc.constantFrom(
  ...["reporter", "vendor", "coordinator", "customer", "sub-cna", "authority"],
);

test("whatever a party is called is read as its kind and its pseudonym, in any capitals", () => {
  fc.assert(
    fc.property(aKind, fc.nat(60), fc.boolean(), (kind, before, isLoud) => {
      const taken: string[] = [];
      for (let count = 0; count <= before; count += 1) taken.push(pseudonymFor(kind, taken));
      const pseudonym = taken.at(-1) ?? "";
      const read = partyCalled(isLoud ? pseudonym.toUpperCase() : pseudonym);
      // The first of a kind is called by the kind's word, which means all of that kind.
      const wanted = before === 0 ? null : pseudonym.toLowerCase();
      expect(read).toEqual({ kind, pseudonym: wanted });
    }),
  );
  expect(partyCalled("support desk")).toEqual({ kind: "support", pseudonym: null });
});

test("anything else is a name", () => {
  for (const text of ["", "Vendor Smith", "reporterb", "Jane", "customer@vendor.example"]) {
    expect(partyCalled(text)).toBeUndefined();
  }
});
