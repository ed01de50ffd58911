import fc from "fast-check";
import { expect, test } from "vitest";
import {
  justifications,
  mustHold,
  placeOf,
  placePattern,
  placeText,
  progressOf,
  type StatusPlace,
  statuses,
} from "./status.ts";

const refused = (code: string) => expect.objectContaining({ code });
const today = "2026-03-11";

test("what is set is named by a text that reads back as what it was", () => {
  const id = fc.uuid();
  const place: fc.Arbitrary<StatusPlace> = fc.oneof(
    fc.record({ of: fc.constant("row" as const), affectedId: id, seen: id }),
    fc.record({ of: fc.constant("version" as const), productId: id, versionId: id }),
    fc.record({ of: fc.constant("product" as const), productId: id }),
  );
  fc.assert(
    fc.property(place, (each) => {
      expect(placeText(each)).toMatch(placePattern);
      expect(placeOf(placeText(each))).toEqual(each);
    }),
  );
});

test("not affected is said with one of the five reasons of VEX, and nothing else with one", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...statuses),
      fc.option(fc.constantFrom(...justifications), { nil: null }),
      (status, justification) => {
        const hold = () => mustHold({ status, justification, untilOn: null }, today);
        const wanted = status === "not-affected";
        if (wanted === (justification !== null)) expect(hold).not.toThrow();
        else if (wanted) expect(hold).toThrow(refused("status.justification"));
        else expect(hold).toThrow(refused("status.justification-unasked"));
      },
    ),
  );
});

test("a temporary step ends today or later", () => {
  const step = { status: "affected" as const, justification: null };
  expect(() => mustHold({ ...step, untilOn: today }, today)).not.toThrow();
  const past = () => mustHold({ ...step, untilOn: "2026-03-10" }, today);
  expect(past).toThrow(refused("status.until-past"));
});

test("what is under investigation is not answered, and a step whose day has passed is late", () => {
  const rows = [
    { status: "under-investigation" as const, untilOn: "2026-03-10" },
    { status: "affected" as const, untilOn: "2026-03-12" },
    { status: "fixed" as const, untilOn: null },
  ];
  expect(progressOf(rows, today)).toEqual({ answered: 2, open: 1, late: 1 });
});
