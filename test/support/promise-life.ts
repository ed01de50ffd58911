/** The life of a promise under a policy: what begins it, keeps it and ends it. */
import { expect, test } from "vitest";
import { isRunning } from "../../src/core/clocks/clock.ts";
import { type PromiseId, promiseOf } from "../../src/core/clocks/promises.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import { anEvent, clocksOf } from "./policy-files.ts";

export interface Life {
  readonly begins: string;
  /** Due time of a clock that begins on the evening before Ascension Day 2026; null without number. */
  readonly due: string | null;
  readonly keeps: readonly string[];
  readonly ends: readonly string[];
  /** The date that comes with the event, for a promise that ends on an agreed one. */
  readonly agreed?: string;
  readonly severity?: string;
}

/** Wednesday, 18:00 in Paris and Brussels; Thursday is a holiday there. */
const began = "2026-05-13T16:00:00Z";
const later = "2026-05-18T09:00:00Z";

/** Tests one promise; `title` starts with the rows that it proves. */
export function testLife(title: string, policy: Policy, promise: PromiseId, life: Life): void {
  const begin = anEvent(life.begins, began, {
    ...(life.agreed ? { agreed: new Date(life.agreed) } : {}),
    ...(life.severity ? { severity: life.severity } : {}),
  });
  const after = (...types: string[]) =>
    clocksOf(promise, policy, [begin, ...types.map((type) => anEvent(type, later))]);

  test(`${title}: it begins with ${life.begins}, and is due ${life.due ?? "without a date"}`, () => {
    const clocks = after();
    expect(clocks).toHaveLength(1);
    expect(clocks[0]?.dueAt?.toISOString() ?? null).toBe(life.due);
    expect(clocksOf(promise, policy, [anEvent("note.written", began)])).toEqual([]);
  });

  test(`${title}: it is kept by ${life.keeps.join(" or ")} and by nothing else that may come`, () => {
    expect(life.keeps).toEqual(promiseOf(promise).metBy);
    for (const type of life.keeps) {
      expect(after(type)).toMatchObject([{ metBy: `${type} ${later}`, metAt: new Date(later) }]);
    }
    expect(after("note.written").every(isRunning)).toBe(true);
  });

  test(`${title}: it ends without being kept by ${life.ends.join(" or ") || "nothing"}`, () => {
    expect(life.ends).toEqual(promiseOf(promise).stoppedBy);
    for (const type of life.ends) {
      expect(after(type)).toMatchObject([{ stoppedBy: `${type} ${later}` }]);
    }
  });

  if (!promiseOf(promise).mayComeEarly) return;
  test(`${title}: what was done before it was owed cannot fall due`, () => {
    for (const type of life.keeps) {
      const clocks = clocksOf(promise, policy, [anEvent(type, "2026-05-12T09:00:00Z"), begin]);
      expect(clocks.filter(isRunning)).toEqual([]);
    }
  });
}
