import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "../../lib/csv.ts";
import { csvCellCharactersMax, csvRowsMax, readCsv } from "./read-csv.ts";

const texts = (text: string) => {
  const table = readCsv(text);
  return "rows" in table ? table.rows.map((row) => row.map((cell) => cell.text)) : table.problem;
};

const cells = fc.string({ unit: "grapheme", maxLength: 12 });
const signs = fc.constantFrom('"', '""', "'", ",", ";", "\r\n", "\n", "=1+1", "-", "a", " ", "");
const cell = fc.oneof(
  cells,
  fc.array(signs, { maxLength: 4 }).map((parts) => parts.join("")),
);

test("whatever is written is read again, cell by cell", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 8 }),
      (rows) => {
        const kept = rows.filter((row) => row.some((text) => text.trim() !== ""));
        const head = ["one", "two"];
        expect(texts([head, ...rows].map(csvLine).join(""))).toEqual([head, ...kept]);
      },
    ),
  );
});

test("any text at all is read or refused at a place that is in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const table = readCsv(text);
      const lines = text.split(/\r\n|\r|\n/).length;
      const places = "rows" in table ? table.rows.flat() : [table.problem];
      for (const { line, column } of places) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 500 },
  );
});

test("a byte order mark, semicolons and each line end are read as spreadsheets write them", () => {
  const rows = [
    ["entity", "name"],
    ["Home", "Gate, two"],
  ];
  expect(texts('\ufeffentity;name\r\nHome;"Gate, two"\r\n')).toEqual(rows);
  expect(texts('entity,name\nHome,"Gate, two"')).toEqual(rows);
  expect(texts("entity\tname\nHome\tGate, two\n")).toEqual(rows);
  expect(texts('entity,name\rHome,"Gate, two"\r')).toEqual(rows);
});

test("rows that are empty or blank are left out, also before the one that names the columns", () => {
  const rows = [
    ["entity", "product"],
    ["Home", "Gate"],
  ];
  expect(texts("\r\n;;\r\nentity;product\r\n ; \r\nHome;Gate\r\n;\r\n")).toEqual(rows);
});

test("the separator is known where the first row has quoted lines, or other separators too", () => {
  expect(texts('"the\nentity";product\nHome;Gate\n')).toEqual([
    ["the\nentity", "product"],
    ["Home", "Gate"],
  ]);
  expect(texts("entity;price, EUR;product\nHome;9,50;Gate\n")).toEqual([
    ["entity", "price, EUR", "product"],
    ["Home", "9,50", "Gate"],
  ]);
});

test("a line that tells a spreadsheet the separator is no row, and counts as a line", () => {
  const table = readCsv("\ufeffsep=;\r\nentity, or unit;product\r\nHome;Gate\r\n");
  const found = "rows" in table ? table.rows.flat().map(({ text, line }) => [text, line]) : [];
  expect(found).toEqual([
    ["entity, or unit", 2],
    ["product", 2],
    ["Home", 3],
    ["Gate", 3],
  ]);
});

test("a cell knows its line, also behind one that has several", () => {
  const table = readCsv('a,b\n"one\ntwo",x\nlast,y\n');
  const places = "rows" in table ? table.rows.flat().map(({ text, line }) => [text, line]) : [];
  expect(places).toEqual([
    ["a", 1],
    ["b", 1],
    ["one\ntwo", 2],
    ["x", 3],
    ["last", 4],
    ["y", 4],
  ]);
});

test.each([
  ['a,b\nc,"open', { line: 2, column: 2, problem: "A quotation mark is not closed." }],
  [
    'a,b\n"c"d,e',
    { line: 2, column: 1, problem: "Something stands behind the closing quotation mark." },
  ],
  [
    'a,b\nc,d"e',
    {
      line: 2,
      column: 2,
      problem: "A quotation mark stands inside a cell that does not begin with one.",
    },
  ],
])("a broken quotation is said with its line and cell: %j", (text, problem) => {
  expect(texts(text)).toEqual(problem);
});

test("rows, cells and characters have bounds", () => {
  expect(texts("a\n".repeat(csvRowsMax + 1))).toMatchObject({ line: csvRowsMax + 1 });
  expect(texts(`${"a,".repeat(300)}b`)).toMatchObject({ problem: "The row has too many cells." });
  expect(texts("a".repeat(csvCellCharactersMax + 1))).toMatchObject({ line: 1, column: 1 });
});
