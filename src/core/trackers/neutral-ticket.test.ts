import fc from "fast-check";
import { expect, test } from "vitest";
import { neutralTicket, type TicketFacts } from "./neutral-ticket.ts";

const facts: TicketFacts = {
  reference: "EX-2026-7",
  neededBy: new Date("2026-05-04T16:00:00Z"),
  link: "https://psirt.team.example/console/cases/EX-2026-7",
};

test("a ticket says the reference, the day and the way to the case", () => {
  const { title, body } = neutralTicket(facts);
  expect(title).toBe("Work item EX-2026-7");
  expect(body).toContain("Needed by: 2026-05-04");
  expect(body).toContain(facts.link);
});

test("no word of the case is in a ticket, whatever the case says", () => {
  const bare = neutralTicket(facts);
  const words = fc.string({ minLength: 1, maxLength: 200 });
  const ofCase = fc.record({ title: words, product: words, finding: words, reporter: words });
  fc.assert(
    fc.property(ofCase, (said) => {
      expect(neutralTicket({ ...said, ...facts })).toEqual(bare);
    }),
  );
});

test("without a promised day none is named", () => {
  expect(neutralTicket({ ...facts, neededBy: null }).body).not.toContain("Needed by");
});
