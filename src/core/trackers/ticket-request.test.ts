import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { neededBy } from "./needed-by.ts";
import { dialects, type NewTicket } from "./ticket-request.ts";
import { trackerKinds } from "./tracker.ts";

const ticket = (more: Partial<NewTicket> = {}): NewTicket => ({
  reference: "PSIRT-2026-0042",
  neededBy: new Date("2026-04-01T12:00:00Z"),
  link: "https://psirt.vendor.example/console/cases/PSIRT-2026-0042",
  mark: "01890000-0000-7000-8000-000000000001",
  issueType: "Task",
  ...more,
});

const word = fc.stringMatching(/^[a-z]{8,16}$/);

describe.each(trackerKinds)("what is sent to %s", (kind) => {
  const { create, find, look } = dialects[kind];

  test("is the same for every case but for reference, day, link and a mark of ours", () => {
    const usual = JSON.stringify(create("GATE", ticket()));
    fc.assert(
      fc.property(
        word.map((text) => `ref-${text}`),
        word.map((text) => `https://link.example/${text}`),
        word.map((text) => `mark-${text}`),
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2999-01-01") }),
        (reference, link, mark, day) => {
          const facts = { reference, link, mark, neededBy: day };
          // Whoever gave more than the facts would find none of it again.
          const more = { ...ticket(facts), title: "Overflow in the parser", product: "OmniGate" };
          const sent = JSON.stringify(create("GATE", more));
          const put = sent
            .replaceAll(reference, "PSIRT-2026-0042")
            .replaceAll(link, ticket().link)
            .replaceAll(mark, ticket().mark)
            .replaceAll(day.toISOString().slice(0, 10), "2026-04-01");
          expect(put).toBe(usual);
        },
      ),
    );
  });

  test("names no day where none is promised", () => {
    expect(JSON.stringify(create("GATE", ticket({ neededBy: null })))).not.toMatch(/due|Needed by/);
  });

  test("asks for the project of the operator's file alone, by the mark or the number", () => {
    const project = "team/gate x";
    for (const asked of [create(project, ticket()), find(project, "m"), look(project, "7/../8")]) {
      expect(asked.path.startsWith("/")).toBe(true);
      expect(asked.path).not.toMatch(/\.\.\/|\s/);
    }
  });

  test("an answer that is none of the documented ones is no ticket", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (answer) => {
        const found = dialects[kind].found(answer, "mark", "https://t.example");
        const read = dialects[kind].read(answer, "https://t.example");
        expect(found ?? read ?? null).toBeNull();
      }),
      { examples: [[{ key: "", number: "", iid: "" }], [{ key: "../admin", fields: {} }]] },
    );
  });
});

test("the day is the first that is promised and not kept", () => {
  const at = (day: number) => new Date(Date.UTC(2026, 3, day));
  const remedy = (promised: number | null, more: object = {}) => ({
    promisedFor: promised === null ? null : at(promised),
    availableAt: null,
    withdrawnAt: null,
    ...more,
  });
  const all = [
    remedy(9),
    remedy(5),
    remedy(1, { availableAt: at(1) }),
    remedy(2, { withdrawnAt: at(1) }),
    remedy(null),
  ];
  expect(neededBy(all)).toEqual(at(5));
  expect(neededBy([])).toBeNull();
});
