import fc from "fast-check";
import { expect, test } from "vitest";
import { laneOf, type Wait, waitOf } from "./waiting.ts";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const entity: Wait = {
  ...{ on: "other", whom: "Home Systems", since: at(1) },
  ...{ asked: false, outside: false, byHand: false },
};
const vendor: Wait = { ...entity, whom: "vendor", since: at(3), outside: true };
const question: Wait = {
  ...{ on: "reporter", whom: "Reporter", since: at(5) },
  ...{ asked: true, outside: true, byHand: false },
};

test("an open question is shown before anything else that we wait for", () => {
  expect(waitOf([entity, vendor, question])).toBe(question);
  expect(waitOf([entity, vendor])).toBe(vendor);
  expect(waitOf([])).toBeNull();
});

test("of two that are alike the one that began first is shown", () => {
  const later = { ...vendor, whom: "coordinator", since: at(4) };
  expect(waitOf([later, vendor])).toBe(vendor);
});

test("what an entity of ours is asked stays ours to do", () => {
  expect(laneOf({ closed: false, wait: entity, oursRuns: false })).toBe(1);
});

test("a promise that runs keeps a case among ours, whoever else it waits for", () => {
  expect(laneOf({ closed: false, wait: vendor, oursRuns: true })).toBe(1);
  expect(laneOf({ closed: false, wait: vendor, oursRuns: false })).toBe(2);
  expect(laneOf({ closed: false, wait: question, oursRuns: true })).toBe(2);
});

test("a closed case is in no other lane", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.constantFrom(null, entity, vendor, question), (oursRuns, wait) => {
      expect(laneOf({ closed: true, wait, oursRuns })).toBe(3);
    }),
  );
});
