import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { uuid7Maker } from "./uuid7.ts";

const random = (count: number) => new Uint8Array(randomBytes(count));

test("ids sort in the order in which they were made, even when the clock steps back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_020 }), {
        minLength: 2,
        maxLength: 400,
      }),
      async (instants) => {
        let at = 0;
        const make = uuid7Maker(() => new Date(instants[at] ?? 0), random);
        const ids = instants.map((_, index) => {
          at = index;
          return make();
        });
        expect([...ids].sort()).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      },
    ),
  );
});

test("an id says its version, its variant and its millisecond", () => {
  const id = uuid7Maker(() => new Date("2026-03-11T08:00:00.000Z"), random)();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const ms = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  expect(new Date(ms).toISOString()).toBe("2026-03-11T08:00:00.000Z");
});
