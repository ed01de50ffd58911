import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ageSpans,
  filterChoices,
  filterOf,
  filterParts,
  openedIn,
  type QueueFilter,
  wordsOfFilter,
} from "./queue-filter.ts";

const optional = { requiredKeys: [] };
const aFilter = fc.record(
  {
    owner: fc.oneof(fc.constantFrom("me", "nobody"), fc.uuid()),
    due: fc.constantFrom(...filterChoices.due),
    waiting: fc.constantFrom(...filterChoices.waiting),
    kind: fc.constantFrom(...filterChoices.kind),
    stage: fc.constantFrom(...filterChoices.stage),
    age: fc.constantFrom(...filterChoices.age),
    severity: fc.constantFrom("critical", "none", "very-high"),
    policy: fc.integer({ min: 1, max: 999_999 }),
    product: fc.constantFrom("OmniGate 9000", "Größe & Maß", "a=b&c"),
    entity: fc.constantFrom("none", "Größe & Maß", "a=b&c"),
    label: fc.constantFrom("zero-day", "größe", "2026"),
    mailbox: fc.constantFrom("psirt", "bugs-2"),
  },
  optional,
) as fc.Arbitrary<QueueFilter>;

describe("the queue's filter", () => {
  test("whatever is combined, the address says it and is read as the same filter", () => {
    fc.assert(
      fc.property(aFilter, (filter) => {
        const address = new URLSearchParams(wordsOfFilter(filter)).toString();
        const read = filterOf(Object.fromEntries(new URLSearchParams(address)));
        expect(read).toEqual({ filter, unknown: [] });
        expect(new URLSearchParams(wordsOfFilter(read.filter)).toString()).toBe(address);
      }),
    );
  });

  test("any text is read without failing, and what is not understood is named and left out", () => {
    const anything = fc.dictionary(fc.constantFrom(...filterParts, "other"), fc.string());
    fc.assert(
      fc.property(anything, (query) => {
        const { filter, unknown } = filterOf(query);
        for (const part of unknown) expect(filter).not.toHaveProperty(part);
        expect(filterOf(Object.fromEntries(wordsOfFilter(filter)))).toEqual({
          filter,
          unknown: [],
        });
      }),
    );
    expect(filterOf({ due: "soon", kind: "dispute", owner: " ", policy: "-1" })).toEqual({
      filter: { kind: "dispute" },
      unknown: ["due", "policy"],
    });
  });

  test("[CC-31] a label is read in the form in which labels are kept, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (label) => {
        const once = filterOf({ label }).filter.label;
        expect(once === undefined ? undefined : filterOf({ label: once }).filter.label).toBe(once);
      }),
    );
    expect(filterOf({ label: " Zero day " }).filter).toEqual({ label: "zero-day" });
    expect(filterOf({ label: "!!" })).toEqual({ filter: {}, unknown: ["label"] });
  });

  test("the ages lie one behind the other and leave no case out", () => {
    const now = new Date("2026-11-22T12:00:00Z");
    const spans = ageSpans.map((age) => openedIn(age, now));
    spans.slice(1).forEach(([, until], index) => {
      expect(until).toEqual(spans[index]?.[0]);
    });
    expect([spans[0]?.[1], spans.at(-1)?.[0]]).toEqual([null, null]);
  });
});
