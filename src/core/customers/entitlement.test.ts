import { expect, test } from "vitest";
import { holdsOn, nameKey } from "./entitlement.ts";

const gold = {
  entitlementId: "e",
  productId: null,
  level: "Gold",
  validUntil: "2026-06-30",
  endedAt: null,
};

test("an entitlement holds to its last day, and not once it was ended", () => {
  expect(holdsOn(gold, "2026-06-30")).toBe(true);
  expect(holdsOn(gold, "2026-07-01")).toBe(false);
  expect(holdsOn({ ...gold, validUntil: null }, "2099-01-01")).toBe(true);
  expect(holdsOn({ ...gold, endedAt: new Date("2026-01-01") }, "2026-01-02")).toBe(false);
});

test("a name is the same whatever its case, accents and spaces", () => {
  expect(nameKey("  Société  Générique ")).toBe(nameKey("societe GENERIQUE"));
  expect(nameKey("One")).not.toBe(nameKey("Two"));
  expect(nameKey("Électricité du Nord")).toBe("electricite du nord");
});

test("marks that make another letter make another name", () => {
  expect(nameKey("दिन")).not.toBe(nameKey("दून"));
  expect(nameKey("ガス")).not.toBe(nameKey("カス"));
});
