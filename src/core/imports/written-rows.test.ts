import { expect, test } from "vitest";
import { readJson } from "../../formats/json/read-json.ts";
import { type ReadWritten, writtenJson, writtenTable } from "./written-rows.ts";

const json = (value: unknown) => {
  const read = readJson(JSON.stringify(value));
  if ("problem" in read) throw new Error(read.problem.problem);
  return writtenJson(read.root);
};

const rowsOf = (read: ReadWritten) =>
  "refused" in read
    ? read.refused.map(({ problem }) => problem)
    : read.rows.map(({ cells }) =>
        Object.fromEntries([...cells].map(([name, { text }]) => [name, text])),
      );

test("a list of objects is found wherever it stands, and what is within them has dotted names", () => {
  const report = { code: "X-1", researcher: { name: "finder" }, tags: ["a", "b"], paid: null };
  const rows = [{ code: "X-1", "researcher.name": "finder", tags: "a, b" }];
  expect(rowsOf(json([report]))).toEqual(rows);
  expect(rowsOf(json({ total: 1, submissions: [report] }))).toEqual(rows);
});

test("a number of JSON keeps the digits that it is written with", () => {
  const read = readJson('[{"id": 90071992547409931, "version": [1.10, 2.0]}]');
  expect("root" in read && rowsOf(writtenJson(read.root))).toEqual([
    { id: "90071992547409931", version: "1.10, 2.0" },
  ]);
});

test("what holds no list of objects is refused, and what is no object is left out with its place", () => {
  expect(rowsOf(json({ code: "X-1" }))).toEqual([
    "The file is neither a list of objects nor an object that holds one.",
  ]);
  expect(json([{ code: "X-1" }, 5])).toMatchObject({
    rows: [{}],
    faults: [{ problem: "This must be an object." }],
  });
});

test("names of a table are read as they stand; one that stands twice refuses the file", () => {
  const cells = (line: number, ...texts: string[]) =>
    texts.map((text, at) => ({ text, line, column: at + 1 }));
  const read = writtenTable([cells(1, " Ref  no ", "", "Title"), cells(2, "1", "x", "", "y")]);
  expect(read).toMatchObject({
    names: ["Ref no", "Title"],
    rows: [],
    faults: [{ line: 2, column: 4, problem: "The row has more cells than the first." }],
  });
  expect(rowsOf(writtenTable([cells(1, "A", "A")]))).toEqual(["This name stands twice."]);
});
