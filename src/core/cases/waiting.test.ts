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
  expect(laneOf({ closed: false, wait: entity, oursRuns: false, owesReply: false })).toBe(1);
});

test("a promise that runs keeps a case among ours, whoever else it waits for", () => {
  expect(laneOf({ closed: false, wait: vendor, oursRuns: true, owesReply: false })).toBe(1);
  expect(laneOf({ closed: false, wait: vendor, oursRuns: false, owesReply: false })).toBe(2);
  expect(laneOf({ closed: false, wait: question, oursRuns: true, owesReply: false })).toBe(2);
});

test("a closed case is in no other lane", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.constantFrom(null, entity, vendor, question), (oursRuns, wait) => {
      expect(laneOf({ closed: true, wait, oursRuns, owesReply: false })).toBe(3);
    }),
  );
});

test("[ALE-09] a party that wrote is ours to answer, also after the closing and while another one is waited for", () => {
  const owes = { oursRuns: false, owesReply: true };
  expect(laneOf({ closed: true, wait: null, ...owes })).toBe(1);
  expect(laneOf({ closed: false, wait: vendor, ...owes })).toBe(1);
  // Of a list of questions that is answered in part the rest is still theirs.
  expect(laneOf({ closed: false, wait: question, ...owes })).toBe(2);
});
