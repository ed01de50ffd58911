import fc from "fast-check";
import { expect, test } from "vitest";
import { instantInAddress } from "./instant-in-address.ts";

test("what a page writes into its address it reads back", () => {
  const range = { min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(range), (instant) => {
      expect(instantInAddress(instant.toISOString())).toEqual(instant);
    }),
  );
});

test("anything else is none, and so is a year that no database holds", () => {
  const years = ["-271821-04-20T00:00:00.000Z", "+275760-09-13T00:00:00.000Z"];
  for (const text of [undefined, "", "none", "2026-03-20", "2026-02-31T99:00:00Z", ...years]) {
    expect(instantInAddress(text), text ?? "nothing").toBeNull();
  }
});
