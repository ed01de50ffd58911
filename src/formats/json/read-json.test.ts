import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonNode } from "../../core/imports/json-node.ts";
import { readJson } from "./read-json.ts";

function plain(node: JsonNode): unknown {
  if (node.kind === "list") return node.items.map(plain);
  if (node.kind === "value") return node.value;
  return Object.fromEntries([...node.members].map(([name, member]) => [name, plain(member)]));
}

const valueIn = (text: string) => {
  const read = readJson(text);
  return "root" in read ? plain(read.root) : read.problem;
};

test("whatever is JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6, noUnicodeString: false }), fc.nat(3), (text, indent) => {
      const value = JSON.parse(text) as unknown;
      const again = JSON.stringify(value, null, indent);
      expect(valueIn(again)).toEqual(JSON.parse(again));
    }),
  );
});

test("whatever is no JSON is refused at a place in the file, and nothing else is thrown", () => {
  const parts = fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', '"', "1", "tru", " ", "\n");
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (chosen) => {
      const text = chosen.join("");
      const read = readJson(text);
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      // Twice the same name is the one thing that JSON.parse lets pass.
      if (!valid) expect(read).toHaveProperty("problem");
      if ("problem" in read) {
        expect(read.problem.line).toBeLessThanOrEqual(text.split("\n").length);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("a value knows its line and column", () => {
  const read = readJson('{\n  "a": [1,\r\n    "x"]\n}');
  const list = "root" in read && read.root.kind === "object" ? read.root.members.get("a") : null;
  const items = list?.kind === "list" ? list.items : [];
  expect(items.map(({ line, column }) => [line, column])).toEqual([
    [2, 9],
    [3, 5],
  ]);
});

test.each([
  ['{"a": 1, "a": 2}', { line: 1, column: 10 }],
  ['{\n"a": 1\n"b": 2}', { line: 3, column: 1 }],
  ["[1, 2", { line: 1, column: 6 }],
  ["[01]", { line: 1, column: 3 }],
  ["{} x", { line: 1, column: 4 }],
  ['{\n"a": "one\ttwo"}', { line: 2, column: 6 }],
  ['["\u0000"]', { line: 1, column: 2 }],
  ['["one\ntwo"]', { line: 1, column: 2 }],
  ['["C:\\dir"]', { line: 1, column: 2 }],
  ['[1, "open', { line: 1, column: 5 }],
  ['["open\\"]', { line: 1, column: 2 }],
  [`${"[".repeat(40)}`, { line: 1, column: 34 }],
])("%s is refused where it breaks", (text, place) => {
  expect(valueIn(text)).toMatchObject(place);
});

test("a text of many megabytes is read whole", () => {
  for (const text of ["x".repeat(15_000_000), "\n".repeat(9_000_000)]) {
    expect(valueIn(JSON.stringify([text]))).toEqual([text]);
  }
});
