import fc from "fast-check";
import { expect, test } from "vitest";
import { anEvent, clocksAfter, policyOf } from "../../../test/support/policy-files.ts";
import { type Clock, isRunning } from "./clock.ts";
import { notForUsEvent, recalledEvent } from "./end-all.ts";

const ale = policyOf("ale.yaml");
const begun = Date.parse("2026-01-05T09:00:00Z");
const at = (hours: number) => new Date(begun + hours * 3_600_000).toISOString();

const whatHappens = fc.array(
  fc.record({
    type: fc.constantFrom(
      "report.received",
      "acknowledgement.sent",
      "question.asked",
      "question.answered",
      "relevancy.told",
      "message.sent",
      "entity.assigned",
      "embargo.proposed",
    ),
    owedTo: fc.constantFrom("reporter one", "reporter two"),
  }),
  { minLength: 1, maxLength: 12 },
);

const eventsOf = (steps: readonly { type: string; owedTo: string }[]) =>
  steps.map(({ type, owedTo }, index) => anEvent(type, at(index), { owedTo, id: `${index}` }));

const inOrder = (clocks: readonly Clock[]) =>
  clocks.map((clock) => JSON.stringify(clock, Object.keys(clock).sort())).sort();

test("what is not for us owes nobody anything, whatever was owed", () => {
  fc.assert(
    fc.property(whatHappens, (steps) => {
      const aside = anEvent(notForUsEvent, at(50), { id: "aside" });
      expect(clocksAfter(ale, [...eventsOf(steps), aside]).filter(isRunning)).toEqual([]);
    }),
  );
});

test("taken back, every clock runs as if nothing had been, however long it lay aside", () => {
  fc.assert(
    fc.property(whatHappens, fc.integer({ min: 51, max: 5_000 }), (steps, hours) => {
      const events = eventsOf(steps);
      const aside = anEvent(notForUsEvent, at(50), { id: "aside" });
      const back = anEvent(recalledEvent, at(hours), { id: "back", takesBack: "aside" });
      const clocks = clocksAfter(ale, [...events, aside, back]);
      expect(inOrder(clocks)).toEqual(inOrder(clocksAfter(ale, events)));
    }),
  );
});

test("what another event had ended stays ended", () => {
  const events = [
    anEvent("report.received", at(0), { id: "r" }),
    anEvent("case.closed", at(1), { id: "closed" }),
    anEvent(recalledEvent, at(2), { id: "back", takesBack: "aside" }),
  ];
  expect(clocksAfter(ale, events).filter(isRunning)).toEqual([]);
});
