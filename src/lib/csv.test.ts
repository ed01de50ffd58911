import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test("cells with commas, quotes and line ends are quoted, and others stand as they are", () => {
  expect(csvLine(["a", "b c", ""])).toBe("a,b c,\r\n");
  expect(csvLine(["a,b", 'say "no"', "two\nlines"])).toBe('"a,b","say ""no""","two\nlines"\r\n');
});

test("a cell that a spreadsheet would run is led by an apostrophe", () => {
  for (const text of ["=1+1", "+1", "-1", "@sum", "\tx"]) {
    expect(csvLine([text]).startsWith(`'${text}`)).toBe(true);
  }
});

test("a cell that looks as if it were led is led once more, so that nothing of it is lost", () => {
  expect(csvLine(["'=1+1", "''-", "'plain"])).toBe("''=1+1,'''-,'plain\r\n");
});
