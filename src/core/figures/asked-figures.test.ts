import fc from "fast-check";
import { expect, test } from "vitest";
import { askedFigures, isMonth, monthsOf, monthsShown, wordsOfFigures } from "./asked-figures.ts";

const now = new Date("2026-11-30T23:30:00Z");
const zone = "Europe/Paris";
const product = "00000000-0000-7000-8000-0000000000aa";

test("where nothing is said, the figures are of twelve months up to the running one, in the house's zone", () => {
  expect(askedFigures({}, now, zone)).toEqual({ from: "2026-01", to: "2026-12" });
  expect(monthsOf(askedFigures({}, now, zone))).toHaveLength(12);
});

test("a period that is the wrong way round is turned, and months that are not kept are left out", () => {
  const turned = askedFigures({ from: "2026-05", to: "2026-02" }, now, zone);
  expect(turned).toEqual({ from: "2026-02", to: "2026-05" });
  const { from, to } = askedFigures({ from: "1999-01", to: "2040-01" }, now, zone);
  expect([from, to]).toEqual(["2026-01", "2026-12"]);
});

test("a product and an entity do not stand together: the product says its entity", () => {
  const asked = askedFigures({ product, entity: "Gates", source: "customer" }, now, zone);
  expect(asked).toMatchObject({ productId: product, source: "customer" });
  expect(asked).not.toHaveProperty("entity");
  expect(askedFigures({ entity: ["Gates", "Bridges"] }, now, zone)).not.toHaveProperty("entity");
});

test("whatever an address says, it gives a period of kept months, and the same one again", () => {
  const word = fc.option(fc.oneof(fc.string(), fc.constantFrom("2026-02", "2025-11", product)), {
    nil: undefined,
  });
  const query = fc.record({ from: word, to: word, of: word, entity: word, product: word });
  fc.assert(
    fc.property(query, (said) => {
      const asked = askedFigures(said as Record<string, string>, now, zone);
      const { oldest, newest } = monthsShown(now, zone);
      expect(isMonth(asked.from) && isMonth(asked.to)).toBe(true);
      expect(oldest <= asked.from && asked.from <= asked.to && asked.to <= newest).toBe(true);
      expect(askedFigures(Object.fromEntries(wordsOfFigures(asked)), now, zone)).toEqual(asked);
    }),
  );
});
