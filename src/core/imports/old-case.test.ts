import fc from "fast-check";
import { expect, test } from "vitest";
import { type OldCaseColumn, oldCaseColumns, oldCasesMax, readOldCases } from "./old-case.ts";

const now = new Date("2026-03-11T08:00:00.000Z");
type Words = Partial<Record<OldCaseColumn, string>>;

const rowOf = (words: Words, line = 2) => ({
  line,
  column: 1,
  cells: Object.fromEntries(
    Object.entries(words).map(([name, text]) => {
      return [name, { text, line, column: oldCaseColumns.indexOf(name as OldCaseColumn) + 1 }];
    }),
  ),
});
const whole = { reference: "OLD-17", report: "A door stays open.", received: "2024-03-31" };
const read = (...rows: Words[]) =>
  readOldCases(
    rows.map((row, at) => rowOf(row, at + 2)),
    now,
  );

test("a row is a case with its dates, its end and what the former tool knew", () => {
  const { cases, faults } = read({
    ...whole,
    kind: "question",
    closed: "2024-04-02 10:30+02:00",
    "close reason": "answered",
    decisions: "Not relevant.",
    remedies: "None.",
  });
  expect(faults).toEqual([]);
  expect(cases).toMatchObject([
    {
      reference: "OLD-17",
      kind: "question",
      receivedAt: "2024-03-31T00:00:00.000Z",
      closed: { at: "2024-04-02T08:30:00.000Z", reason: "answered" },
      history: "Decisions\nNot relevant.\n\nRemedies\nNone.",
    },
  ]);
});

test.each<[Words, OldCaseColumn, RegExp]>([
  [{ ...whole, received: "2024-02-30" }, "received", /neither a day/],
  [{ ...whole, received: "2024-03-31 10:00" }, "received", /with its zone/],
  [{ ...whole, received: "2026-03-12" }, "received", /still to come/],
  [{ ...whole, closed: "2024-03-30" }, "closed", /closed before it was received/],
  [{ ...whole, "close reason": "resolved" }, "close reason", /Say when it was closed/],
  [{ ...whole, "e-mail": "nobody" }, "e-mail", /not an e-mail address/],
  [{ ...whole, kind: "ticket" }, "kind", /must be one of vulnerability-report/],
  [{ ...whole, reference: "none" }, "reference", /and a number/],
  [{ reference: "OLD-1", received: "2024-01-01" }, "report", /missing/],
  [{ reference: "OLD-1", report: "words" }, "received", /missing/],
])("%j is refused at its cell", (words, field, problem) => {
  const { cases, faults } = read(words);
  expect(cases).toEqual([]);
  expect(faults).toMatchObject([{ line: 2, field }]);
  expect(faults[0]?.problem).toMatch(problem);
});

test("what is wrong with one case keeps no other out, and one reference is one case", () => {
  const { cases, faults } = read(whole, { ...whole, reference: "OLD-18", kind: "?" }, whole, {
    ...whole,
    reference: "OLD-19",
  });
  expect(cases.map(({ reference }) => reference)).toEqual(["OLD-17", "OLD-19"]);
  expect(faults.map(({ line, field }) => [line, field])).toEqual([
    [3, "kind"],
    [4, "reference"],
  ]);
});

test("any row is a case or has a fault in its own line, and no fault quotes what it is about", () => {
  const secret = "Tr0ub4dor";
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("2024-01-01", "OLD-1", secret),
  );
  const words = fc.record(
    Object.fromEntries(oldCaseColumns.map((name) => [name, cell])) as Record<
      OldCaseColumn,
      typeof cell
    >,
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 5 }), (rows) => {
      const { cases, faults } = read(...rows);
      const bad = new Set(faults.map(({ line }) => line));
      expect(cases.length + bad.size).toBe(rows.length);
      expect(JSON.stringify(faults)).not.toContain(secret);
    }),
  );
});

test("what is beyond the bound of a file is said at its first row", () => {
  const rows = Array.from({ length: oldCasesMax + 1 }, (_, at) =>
    rowOf({ ...whole, reference: `OLD-${at}` }, at + 2),
  );
  const { cases, faults } = readOldCases(rows, now);
  expect(cases).toHaveLength(oldCasesMax);
  expect(faults).toMatchObject([{ line: oldCasesMax + 2 }]);
});
