import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slowTries } from "./slow-tries.ts";

const limits = { free: 20, windowMs: 60_000, stepMs: 250, longestMs: 10_000, waitingMax: 200 };

describe("wrong tries", () => {
  test("cost nothing while they are few, then more and more, up to a bound", () => {
    const tries = slowTries(limits);
    const waits = Array.from({ length: 100 }, () => {
      const wait = tries.wrong("a", 0);
      tries.answered();
      return wait;
    });
    expect(waits.slice(0, 20).every((wait) => wait === 0)).toBe(true);
    expect(waits.slice(20, 23)).toEqual([250, 500, 750]);
    expect(waits.at(-1)).toBe(10_000);
  });

  test("are forgotten after their window, and of one source cost no other anything", () => {
    const tries = slowTries(limits);
    for (let n = 0; n < 100; n += 1) tries.wrong("a", 0) !== null && tries.answered();
    expect(tries.wrong("b", 1)).toBe(0);
    expect(tries.wrong("a", 59_999)).toBe(10_000);
    expect(tries.wrong("a", 60_000)).toBe(0);
  });

  test("hold no more answers at once than a server can bear, however many come", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 2_000 }), (events) => {
        const tries = slowTries({ ...limits, waitingMax: 30 });
        let waiting = 0;
        for (const [source, isAnswer] of events) {
          if (isAnswer && waiting > 0) {
            tries.answered();
            waiting -= 1;
          } else if (tries.wrong(`${source}`, 0) !== null) waiting += 1;
          expect(waiting).toBeLessThanOrEqual(30);
        }
      }),
    );
  });
});
