import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Policy } from "../src/core/policy/policy.ts";
import { citationsIn, settingsCarrying } from "./requirement-carriers.ts";
import {
  idsInTitle,
  readRequirements,
  testsInReport,
  testsInSource,
  traceOf,
} from "./requirement-trace.ts";
import { staleRows } from "./stale-rows.ts";
import { testsInTree } from "./trace.ts";
import { traceAsPage, traceAsText } from "./trace-page.ts";

const root = join(import.meta.dirname, "..");
const list = readRequirements(
  readFileSync(join(root, "docs/reference/requirement-list.yaml"), "utf8"),
);
const known = list[0]?.id ?? "";

test("the list holds all rows of the five policies, numbered without a gap", () => {
  const sizes = { ALE: 64, ALU: 30, VEN: 41, CC: 32, TH: 46 };
  const expected = Object.entries(sizes).flatMap(([family, size]) =>
    Array.from({ length: size }, (_, at) => `${family}-${String(at + 1).padStart(2, "0")}`),
  );
  expect(list.map(({ id }) => id)).toEqual(expected);
  expect(list.length).toBe(213);
});

test("every row says in one sentence what it asks", () => {
  for (const { id, summary, kind } of list) {
    expect(summary, id).toMatch(/^[A-Z].{15,}\.$/);
    expect(kind, id).toMatch(/^[PDRCAKXOIH](\/[PDRCAKXOIH])?$/);
  }
});

test.each([
  ["one id", "[AAA-29] receipt is acknowledged", ["AAA-29"]],
  ["several ids", "[AAA-29, BB-04] receipt", ["AAA-29", "BB-04"]],
  ["a range", "[AAA-29…31] a story", ["AAA-29", "AAA-30", "AAA-31"]],
  ["a range with three dots and its family again", "[AAA-09...AAA-10] a", ["AAA-09", "AAA-10"]],
  ["a range beside an id", "[AAA-01…02, BB-09] a", ["AAA-01", "AAA-02", "BB-09"]],
  ["two brackets", "[AAA-01] [BB-02] a", ["AAA-01", "BB-02"]],
  ["an id named twice", "[AAA-01, AAA-01] a", ["AAA-01"]],
  ["no id", "a list [1, 2] and CVE [CVE-2024-3094]", []],
])("a title is read with %s", (_, title, ids) => {
  expect(idsInTitle(title)).toEqual({ ids, malformed: [] });
});

test.each(["ALE-1", "ale-29", "ALE-29; ALU-04", "ALE-31…29", "ALE-29…ALU-30", "ALE-029"])(
  "a bracket that is nearly an id is called malformed: %s",
  (inside) => {
    expect(idsInTitle(`[${inside}] a`)).toEqual({ ids: [], malformed: [`[${inside}]`] });
  },
);

test("any range of ids reads as exactly its members", async () => {
  const pair = fc.tuple(fc.nat(98), fc.integer({ min: 1, max: 50 }));
  await fc.assert(
    fc.property(pair, ([from, step]) => {
      const to = Math.min(99, from + step);
      const two = (number: number) => String(number).padStart(2, "0");
      const { ids } = idsInTitle(`[AAA-${two(from)}…${two(to)}] a`);
      expect(ids.length).toBe(to - from + 1);
      expect(ids.at(0)).toBe(`AAA-${two(from)}`);
      expect(ids.at(-1)).toBe(`AAA-${two(to)}`);
    }),
  );
});

test("an unknown id in a title is a problem, even when its test failed", () => {
  const trace = traceOf(list, [{ file: "a.test.ts", title: "[ZZ-99] a", passed: false }]);
  expect(trace.problems).toEqual(["a.test.ts: “[ZZ-99] a”: ZZ-99 is not in the requirement list"]);
});

test("a failing test covers nothing, a passing one does", () => {
  const failed = { file: "a.test.ts", title: `[${known}] a`, passed: false };
  expect(traceOf(list, [failed]).covered).toBe(0);
  expect(traceOf(list, [failed, { ...failed, passed: true }]).covered).toBe(1);
});

test("a pure text is covered by a policy that names it and a page's test, not by one of them", () => {
  const rows = readRequirements('- [AA-01, P, "A policy says so.", { text: true }]');
  const onPage = { file: "src/web/public/a.test.ts", title: "[AA-01] a", passed: true };
  const inside = { ...onPage, file: "src/formats/a.test.ts" };
  const named = { settings: new Map([["AA-01", ["organisation (a)"]]]), rules: new Map() };
  expect(traceOf(rows, [onPage]).covered).toBe(0);
  expect(traceOf(rows, [inside], named).covered).toBe(0);
  expect(traceOf(rows, [{ ...onPage, passed: false }], named).covered).toBe(0);
  expect(traceOf(rows, [onPage], named).covered).toBe(1);
});

test.each(["[AA-01, P]", "[AA-01, P, A., { text: false }]", "[AA-01, P, A., text]", "AA-01"])(
  "a row that is not as the list says is refused: %s",
  (row) => {
    expect(() => readRequirements(`- ${row}`)).toThrow("requirement list: not [id, kind, summary]");
  },
);

test("settings carry the requirements that their group names, by policy", () => {
  const policy = (name: string, requirements: readonly string[]) =>
    ({
      name,
      requirements: ["AA-09"],
      embargo: { requirements },
      conditions: [{ requirements: ["AA-02"] }],
    }) as unknown as Policy;
  const carried = settingsCarrying([policy("one", ["AA-01"]), policy("two", ["AA-01", "AA-02"])]);
  expect([...carried]).toEqual([
    ["AA-09", ["the policy (one, two)"]],
    ["AA-01", ["embargo (one, two)"]],
    ["AA-02", ["conditions[] (one, two)", "embargo (two)"]],
  ]);
});

test("rules are the files that cite a requirement, alone or in a range", () => {
  const files = [
    { file: "a.ts", text: "(TH-33); ALE-01…03, not ALE-1 nor SHA-256" },
    { file: "b.ts", text: '["TH-33", "TH-33"] CC-09...CC-10' },
  ];
  const carried = Object.fromEntries(citationsIn(files));
  expect(carried).toEqual({
    "TH-33": ["a.ts", "b.ts"],
    "ALE-01": ["a.ts"],
    "ALE-02": ["a.ts"],
    "ALE-03": ["a.ts"],
    "CC-09": ["b.ts"],
    "CC-10": ["b.ts"],
  });
});

test("the page is stale where a row's words, settings, rules or tests are others now", () => {
  const pageOf = (summary: string, file: string, setting: string, rule: string) =>
    traceAsPage(
      traceOf([{ id: "ALE-01", kind: "P", summary }], [{ file, title: "[ALE-01] a | b" }], {
        settings: new Map([["ALE-01", [setting]]]),
        rules: new Map([["ALE-01", [rule]]]),
      }),
    );
  const page = pageOf("It is so.", "src/a.test.ts", "embargo (one)", "src/core/a.ts");
  const staleAgainst = (...made: Parameters<typeof pageOf>) => staleRows(page, pageOf(...made));
  expect(staleAgainst("It is so.", "src/a.test.ts", "embargo (one)", "src/core/a.ts")).toEqual([]);
  expect(staleAgainst("It was.", "src/b.test.ts", "embargo (two)", "src/core/b.ts")).toEqual([
    "ALE-01: its words are not as the page says",
    "ALE-01: its settings are not as the page says",
    "ALE-01: its rules are not as the page says",
    "ALE-01: its tests are not as the page says",
  ]);
  expect(staleRows(page, traceAsPage(traceOf([], [])))).toEqual(["ALE-01 is no requirement"]);
  expect(staleRows(traceAsPage(traceOf([], [])), page)).toEqual(["ALE-01 is not on the page"]);
});

test("titles are read from a source with their describes, skipped tests left out", () => {
  const source = [
    "describe('mail', () => {",
    "  test('[AAA-01] a', () => {});",
    '  test.each([[1], [2]])("b %s", () => {});',
    "  it.skipIf(isAway)(`c $" + "{name} d`, () => {});",
    "  test.skip('e', () => {});",
    "});",
    "describe.skip('gone', () => { test('f', () => {}); });",
    "prepare('g');",
    "// test('h')",
  ].join("\n");
  expect(testsInSource("a.test.ts", source).map(({ title }) => title)).toEqual([
    "mail [AAA-01] a",
    "mail b %s",
    "mail c … d",
  ]);
});

test("a vitest report is read with files relative to the project, skipped tests left out", () => {
  const result = (title: string, status: string) => ({ ancestorTitles: ["x"], title, status });
  const report = {
    testResults: [
      {
        name: "/project/src/a.test.ts",
        assertionResults: [result("a", "passed"), result("b", "failed"), result("c", "skipped")],
      },
    ],
  };
  expect(testsInReport(JSON.stringify(report), "/project")).toEqual([
    { file: "src/a.test.ts", title: "x a", passed: true },
    { file: "src/a.test.ts", title: "x b", passed: false },
  ]);
});

test("the page and the table tell tests at pages from others", () => {
  const page = { file: "test/journeys/a.test.ts", title: `[${known}] seen` };
  const trace = traceOf(list, [page, { file: "src/core/a.test.ts", title: `[${known}] ruled` }]);
  expect(traceAsPage(trace)).toContain(
    "| — | — | `test/journeys/a.test.ts`: seen | `src/core/a.test.ts`: ruled |",
  );
  expect(traceAsText(trace)).toContain("page test/journeys/a.test.ts: seen");
});

test("the page and the table name each id with the tests that carry it", () => {
  const trace = traceOf(list, [{ file: "src/a.test.ts", title: `[${known}] a | b <i>` }]);
  expect(traceAsPage(trace)).toContain("| `src/a.test.ts`: a \\| b &lt;i> |");
  expect(traceAsPage(trace)).toContain("1 of 213 requirements");
  expect(traceAsText(trace)).toContain("src/a.test.ts: a | b <i>");
});

test("no test of this project names an unknown requirement", async () => {
  expect(traceOf(list, await testsInTree(root)).problems).toEqual([]);
});
