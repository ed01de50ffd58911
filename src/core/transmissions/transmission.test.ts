import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  holdsBack,
  mayBecome,
  type TransmissionState,
  transmissionMethods,
  transmissionTurn,
} from "./transmission.ts";

const states: readonly TransmissionState[] = [
  "proposed",
  "agreed",
  "declined",
  "countered",
  "withdrawn",
  "received",
  "deleted",
];
const anAgreement = fc.record({
  state: fc.constantFrom(...states),
  method: fc.constantFrom(...transmissionMethods),
});

describe("an agreement on a transmission", () => {
  test("never reaches receipt without a yes before it, by whatever steps", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...transmissionMethods),
        fc.array(fc.constantFrom(...states), { maxLength: 12 }),
        (method, tried) => {
          const passed: TransmissionState[] = ["proposed"];
          for (const to of tried) {
            const state = passed.at(-1) ?? "proposed";
            if (mayBecome({ state, method }, to)) passed.push(to);
          }
          if (passed.includes("received")) expect(passed).toContain("agreed");
          if (passed.includes("deleted")) expect(passed.at(-2)).toBe("received");
          expect(passed.lastIndexOf("proposed")).toBe(0);
        },
      ),
    );
  });

  test("not to send something is never followed by its receipt", () => {
    expect(mayBecome({ state: "agreed", method: "none" }, "received")).toBe(false);
    expect(mayBecome({ state: "agreed", method: "portal" }, "received")).toBe(true);
  });

  test("may be left by either side until the data came, and by none after that", () => {
    for (const to of ["declined", "withdrawn"] as const) {
      expect(mayBecome({ state: "agreed", method: "portal" }, to)).toBe(true);
      expect(mayBecome({ state: "received", method: "portal" }, to)).toBe(false);
    }
  });
});

describe("whose turn it is", () => {
  test("ours, from a report that says data is held back until there is a proposal", () => {
    const report = { fields: { "personal-data": "held-back" } };
    expect(holdsBack([{ fields: {} }, report])).toBe(true);
    expect(holdsBack([{ fields: { "personal-data": "included" } }])).toBe(false);
    expect(transmissionTurn(true, [])).toBe("we-propose");
    expect(transmissionTurn(false, [])).toBe("nothing");
  });

  test.each([
    ["proposed", "party-answers"],
    ["countered", "we-propose"],
    ["agreed", "party-sends"],
    ["received", "we-delete"],
    ["declined", "nothing"],
    ["deleted", "nothing"],
  ] as const)("%s: %s", (state, turn) => {
    expect(transmissionTurn(true, [{ state, method: "portal" }])).toBe(turn);
  });

  test("is told by the newest agreement, whatever came before it", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(anAgreement), anAgreement, (held, before, newest) => {
        expect(transmissionTurn(held, [...before, newest])).toBe(transmissionTurn(held, [newest]));
      }),
    );
  });
});
