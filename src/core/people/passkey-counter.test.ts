import fc from "fast-check";
import { expect, test } from "vitest";
import { counterMayFollow } from "./passkey-counter.ts";

test("a counter only rises, unless the passkey counts nothing", () => {
  expect(counterMayFollow(0, 0)).toBe(true);
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (stored, given) => {
      if (stored === 0 && given === 0) return;
      expect(counterMayFollow(stored, given)).toBe(given > stored);
    }),
  );
});
