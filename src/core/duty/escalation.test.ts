import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Escalation,
  isOver,
  isSpent,
  nextStep,
  roundsMax,
  type Step,
  stepsSince,
} from "./escalation.ts";

const start = new Date("2026-03-11T08:00:00.000Z");
const after = (minutes: number) => new Date(+start + minutes * 60_000);
const rota = [
  { line: 1, personId: "first" },
  { line: 2, personId: "second" },
];
const found: Escalation = { dueAt: start, steps: [], rota, leads: ["lead"], nextMinutes: 15 };

/** Goes on minute by minute until nothing more is woken. */
function story(of: Escalation, minutes: number) {
  const steps: (Step & { at: Date })[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    const step = nextStep({ ...of, steps }, after(minute));
    if (step) steps.push({ ...step, at: after(minute) });
  }
  return steps;
}

test("one line is woken after the other, then the leads, and after three rounds nobody more", () => {
  const steps = story(found, 600);
  expect(steps.slice(0, 4).map(({ at, people }) => [(+at - +start) / 60_000, people])).toEqual([
    [0, ["first"]],
    [15, ["second"]],
    [30, ["lead"]],
    [45, ["first"]],
  ]);
  expect(steps).toHaveLength(9);
});

test("before the policy's minutes are over nobody is woken", () => {
  expect(nextStep(found, after(-1))).toBeUndefined();
});

test("a process that was down for an hour goes on with the next line, and leaves none out", () => {
  const steps = [{ round: 1, line: 1, people: ["first"], at: start }];
  expect(nextStep({ ...found, steps }, after(60))?.people).toEqual(["second"]);
});

test("with nobody on call the leads are woken at once; with nobody at all that is recorded once", () => {
  expect(nextStep({ ...found, rota: [] }, start)?.people).toEqual(["lead"]);
  expect(story({ ...found, rota: [], leads: [] }, 200)).toMatchObject([{ line: 0, people: [] }]);
});

test("a lead who is on call, too, is woken once a round, and the round ends without them", () => {
  const steps = story({ ...found, leads: ["second"] }, 600);
  expect(steps.map(({ people }) => people).slice(0, 3)).toEqual([["first"], ["second"], ["first"]]);
});

test("nobody is woken twice in a round, steps lie apart as the policy says, and it ends", () => {
  const ids = fc.constantFrom("a", "b", "c", "d", "e");
  const lines = fc.array(fc.record({ line: fc.integer({ min: 1, max: 9 }), personId: ids }));
  fc.assert(
    fc.property(lines, fc.uniqueArray(ids), fc.integer({ min: 1, max: 30 }), (on, leads, next) => {
      const steps = story({ ...found, rota: on, leads, nextMinutes: next }, next * 40);
      for (const [index, step] of steps.entries()) {
        const before = steps.slice(0, index).filter(({ round }) => round === step.round);
        const woken = before.flatMap(({ people }) => people);
        expect(step.people.some((id) => woken.includes(id))).toBe(false);
        const last = steps[index - 1];
        if (last) expect(+step.at - +last.at).toBe(next * 60_000);
      }
      const everybody = new Set([...on.map(({ personId }) => personId), ...leads]);
      expect(new Set(steps.flatMap(({ people }) => people))).toEqual(everybody);
      expect(steps.at(-1)?.round ?? 1).toBe(everybody.size === 0 ? 1 : roundsMax);
      const spent = isSpent({ ...found, rota: on, leads, nextMinutes: next, steps });
      expect(spent).toBe(everybody.size > 0);
    }),
    { numRuns: 60 },
  );
});

const told = (steps: readonly (Step & { at: Date })[]) =>
  steps.map(({ at, ...body }, place) => ({ eventId: `${place}`, type: "duty.woken", at, body }));

test("steps are told apart by escalation: the next one begins with a lower round", () => {
  const first = story(found, 600);
  expect(stepsSince(told(first), start)).toEqual(first);
  const second = story(found, 60).map((step) => ({ ...step, at: new Date(+step.at + 86_400_000) }));
  expect(stepsSince(told([...first, ...second]), start)).toEqual(second);
});

test("nothing is left to do until something new is told", () => {
  const record = told(story(found, 600));
  expect(isOver(record, start)).toBe(true);
  expect(isOver(record.slice(0, -1), start)).toBe(false);
  const attack = { eventId: "attack", type: "fact.recorded", at: after(601), body: {} };
  expect(isOver([...record, attack], start)).toBe(false);
  expect(isOver([...record, { ...attack, type: "duty.unowned" }], start)).toBe(true);
});
