import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { confirmed, type Erasure, erasureScopes, needsSecondPerson } from "./erasure.ts";

const now = new Date("2026-06-10T08:00:00Z");
const anyErasure: fc.Arbitrary<Erasure> = fc.record({
  scope: fc.constantFrom(...erasureScopes),
  reason: fc.constantFrom("term", "request", "order", "same-person"),
  state: fc.constantFrom(
    ...(["due", "requested", "confirmed", "approved", "erased", "refused", "withdrawn"] as const),
  ),
  dueAt: fc.integer({ min: -100, max: 100 }).map((days) => new Date(+now + days * 86_400_000)),
  confirmedBy: fc.constantFrom(null, "one", "two"),
});

function said(erasure: Erasure, by: { personId: string; held: boolean }): string {
  try {
    return confirmed(erasure, { ...by, now });
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

test("[TH-23] while a hold stands nobody's yes moves anything", () => {
  fc.assert(
    fc.property(anyErasure, (erasure) => {
      expect(["retention.held", "retention.over"]).toContain(
        said(erasure, { personId: "three", held: true }),
      );
    }),
  );
});

test("content is approved by two different people only, and by nobody before its term", () => {
  fc.assert(
    fc.property(anyErasure, fc.constantFrom("one", "two", "three"), (erasure, personId) => {
      if (said(erasure, { personId, held: false }) !== "approved") return;
      expect(["due", "requested", "confirmed"]).toContain(erasure.state);
      if (erasure.reason === "term") expect(+erasure.dueAt).toBeLessThanOrEqual(+now);
      if (needsSecondPerson(erasure.scope)) {
        expect(erasure.confirmedBy).not.toBeNull();
        expect(erasure.confirmedBy).not.toBe(personId);
      }
    }),
  );
});

test("what is over stays over", () => {
  for (const state of ["approved", "erased", "refused", "withdrawn"] as const) {
    const erasure: Erasure = {
      scope: "identity",
      reason: "order",
      state,
      dueAt: now,
      confirmedBy: null,
    };
    expect(said(erasure, { personId: "one", held: false })).toBe("retention.over");
  }
});
