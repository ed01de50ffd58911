import fc from "fast-check";
import { expect, test } from "vitest";
import { type ExportReading, isoInUtc, lackingIn, recognised } from "./export-columns.ts";
import { readExported, statesIn } from "./exported-report.ts";
import { writtenTable } from "./written-rows.ts";

const now = new Date("2026-04-01T12:00:00Z");

const table = (...rows: readonly (readonly string[])[]) => {
  const read = writtenTable(
    rows.map((row, at) => row.map((text, of) => ({ text, line: at + 1, column: of + 1 }))),
  );
  if ("refused" in read) throw new Error(read.refused[0]?.problem);
  return read;
};

const reading = (more: Partial<ExportReading> = {}): ExportReading => ({
  ...{ site: "other", siteName: "Our form", more: [], answered: "there", dates: isoInUtc },
  ...{ leaveOut: [], columns: { number: "No", title: "What", reported: "When", state: "State" } },
  ...more,
});

const head = ["No", "What", "When", "State", "Mail", "Request"];

test("a row is a report; what is wrong with one keeps no other out", () => {
  const file = table(
    head,
    ["1", "A title", "2026-03-01 10:00:00 UTC", "open"],
    ["1", "Again", "2026-03-02"],
    ["", "No number", "2026-03-03"],
    ["4", "Later", "2026-05-03"],
    ["5", "", ""],
  );
  const { reports, faults } = readExported(file.rows, reading(), now);
  expect(reports.map(({ number }) => number)).toEqual(["1"]);
  expect(reports[0]?.createdAt.toISOString()).toBe("2026-03-01T10:00:00.000Z");
  expect(faults.map(({ line, field, problem }) => [line, field, problem])).toEqual([
    [3, "No", "This report stands in line 2 already."],
    [4, "No", "This is missing."],
    [5, "When", "This is still to come."],
    [6, "What", "This is missing."],
  ]);
});

test("states that are left out are counted and not taken, however they are written", () => {
  const file = table(head, ["1", "One", "", "Resolved"], ["2", "Two", "", "open"], ["3", "Three"]);
  expect(statesIn(file.rows, reading())).toEqual([
    { state: "Resolved", count: 1 },
    { state: "open", count: 1 },
  ]);
  const found = readExported(file.rows, reading({ leaveOut: ["resolved"] }), now);
  expect(found.leftOut).toBe(1);
  expect(found.reports.map(({ number }) => number)).toEqual(["2", "3"]);
});

test("whom we answer we need an address of; where the site answers, an address is not read", () => {
  const file = table(
    head,
    ["1", "One", "", "", "finder@lab.example"],
    ["2", "Two", "", "", "finder"],
  );
  const columns = { number: "No", title: "What", email: "Mail" };
  const here = readExported(file.rows, reading({ columns, answered: "here" }), now);
  expect(here.reports.map(({ answerTo }) => answerTo)).toEqual(["finder@lab.example"]);
  expect(here.faults).toMatchObject([{ line: 3, field: "Mail" }]);
  const there = readExported(file.rows, reading({ columns }), now);
  expect(there.reports.map(({ answerTo }) => answerTo)).toEqual([undefined, undefined]);
});

test("columns that are added stand below the description under their names", () => {
  const file = table(head, ["1", "One", "", "", "", "=cmd|' /C calc'!A0"]);
  const [report] = readExported(file.rows, reading({ more: ["Request"] }), now).reports;
  expect(report?.description).toContain("Request\n=cmd|' /C calc'!A0");
});

test("only an https address is a link; a report of HackerOne has its page by its number", () => {
  const file = table(["No", "What", "Link"], ["7", "One", "javascript:alert(1)"]);
  const columns = { number: "No", title: "What", url: "Link" };
  const [other] = readExported(file.rows, reading({ columns }), now).reports;
  expect(other?.url).toBeNull();
  const atHackerOne = reading({ columns, site: "hackerone", siteName: null });
  const [known] = readExported(file.rows, atHackerOne, now).reports;
  expect(known?.url).toBe("https://hackerone.com/reports/7");
});

test("no platform is known by a column or two", () => {
  expect(recognised(["id", "title", "state"])).toBeUndefined();
  expect(recognised([])).toBeUndefined();
});

test("a reading says all that it lacks", () => {
  const bare = reading({ columns: { url: "Nowhere" }, siteName: null, answered: "here" });
  const fields = lackingIn({ ...bare, more: ["Neither"] }, head).map(({ field }) => field);
  expect(fields).toEqual(["url", "number", "title", "email", "siteName", "more"]);
  expect(lackingIn(reading(), head)).toEqual([]);
});

test("whatever the cells hold, each row is a report, left out, or has a fault", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom("", "1", "open"),
  );
  const row = fc.array(cell, { minLength: 1, maxLength: head.length });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const { rows: written } = table(head, ...rows);
      const found = readExported(written, reading({ leaveOut: ["open"] }), now);
      const faulty = new Set(found.faults.map(({ line }) => line));
      expect(found.reports.length + found.leftOut + faulty.size).toBe(written.length);
      const numbers = found.reports.map(({ number }) => number.toUpperCase());
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
  );
});
