/**
 * Joins requirement ids to the tests whose titles name them. Reads text and values only; the
 * command in trace.ts does the files.
 */

import ts from "typescript";
import { parse } from "yaml";
import { type Carriers, isPageTest } from "./requirement-carriers.ts";

export type Requirement = {
  id: string;
  kind: string;
  summary: string;
  /** A statement that a policy makes: what carries it is its words, and the page that shows them. */
  text?: true;
};

/** A test as its title and its file name it; `passed` is undefined where nothing ran. */
export type NamedTest = { file: string; title: string; passed?: boolean };

export type TraceRow = {
  requirement: Requirement;
  tests: NamedTest[];
  /** Settings and promises that name it, and sources of rules that cite it. */
  settings: readonly string[];
  rules: readonly string[];
  covered: boolean;
};

export type Trace = { rows: TraceRow[]; covered: number; problems: string[] };

const nothing: Carriers = new Map();

const families = "ALE|ALU|VEN|CC|TH";
const idPattern = /^[A-Z]{2,4}-\d{2}$/;
const rangePattern = /^([A-Z]{2,4})-(\d{2})\s*(?:…|\.\.\.?)\s*(?:([A-Z]{2,4})-)?(\d{2})$/;

/**
 * Reads the list of `[id, kind, summary]`, where a pure text has `{ text: true }` behind it; throws
 * on a malformed or repeated row.
 */
export function readRequirements(yaml: string): Requirement[] {
  const seen = new Set<string>();
  return (parse(yaml) as unknown[]).map((row) => {
    const [id, kind, summary, mark] = Array.isArray(row) ? (row as unknown[]) : [];
    const isText = JSON.stringify(mark) === '{"text":true}';
    const fits = [id, kind, summary].every((cell) => typeof cell === "string");
    if (!fits || !(isText || mark === undefined) || (row as unknown[]).length > 4) {
      throw new Error(`requirement list: not [id, kind, summary]: ${JSON.stringify(row)}`);
    }
    const requirement = { id, kind, summary, ...(isText ? { text: true } : {}) } as Requirement;
    if (!idPattern.test(requirement.id)) throw new Error(`requirement list: ${id} is no id`);
    if (seen.has(requirement.id)) throw new Error(`requirement list: ${id} stands twice`);
    seen.add(requirement.id);
    return requirement;
  });
}

/**
 * The requirement ids that a title names: `[ALE-29]`, `[ALE-29, ALU-04]`, `[ALE-29…31]`.
 * A bracket that starts like one and does not read as ids is returned as malformed, so that a
 * slip of the pen is seen instead of silently proving nothing.
 */
export function idsInTitle(title: string): { ids: string[]; malformed: string[] } {
  const ids: string[] = [];
  const malformed: string[] = [];
  for (const [whole, inside = ""] of title.matchAll(/\[([^\][]*)\]/g)) {
    const parts = inside.split(",").map((part) => expand(part.trim()));
    if (parts.every((part) => part !== undefined)) ids.push(...parts.flat());
    else if (new RegExp(`\\b(${families})-\\d`, "i").test(inside)) malformed.push(whole);
  }
  return { ids: [...new Set(ids)], malformed };
}

function expand(part: string): string[] | undefined {
  if (idPattern.test(part)) return [part];
  const range = rangePattern.exec(part);
  if (!range) return undefined;
  const [, family, first = "", otherFamily = family, last = ""] = range;
  const from = Number(first);
  const to = Number(last);
  if (otherFamily !== family || to <= from) return undefined;
  const count = to - from + 1;
  return Array.from(
    { length: count },
    (_, step) => `${family}-${String(from + step).padStart(2, "0")}`,
  );
}

/**
 * Joins rows to what carries them. Where a test ran, only a pass covers; unknown ids are problems
 * always. A pure text is covered where a policy names it and a page's test does too.
 */
export function traceOf(
  requirements: Requirement[],
  tests: NamedTest[],
  carriers: { settings: Carriers; rules: Carriers } = { settings: nothing, rules: nothing },
): Trace {
  const byId = new Map(requirements.map(({ id }) => [id, [] as NamedTest[]]));
  const problems: string[] = [];
  for (const test of tests) {
    const { ids, malformed } = idsInTitle(test.title);
    for (const bracket of malformed)
      problems.push(problem(test, `${bracket} does not read as ids`));
    for (const id of ids) {
      const found = byId.get(id);
      if (!found) problems.push(problem(test, `${id} is not in the requirement list`));
      else if (test.passed !== false) found.push(test);
    }
  }
  const rows = requirements.map((requirement): TraceRow => {
    const { id, text } = requirement;
    const own = byId.get(id) ?? [];
    const settings = carriers.settings.get(id) ?? [];
    const covered = text
      ? settings.length > 0 && own.some(({ file }) => isPageTest(file))
      : own.length > 0;
    return { requirement, tests: own, settings, rules: carriers.rules.get(id) ?? [], covered };
  });
  return { rows, covered: rows.filter((row) => row.covered).length, problems };
}

function problem(test: NamedTest, what: string): string {
  return `${test.file}: “${test.title}”: ${what}`;
}

/** The tests of one source file by their literal titles, their describe titles in front. */
export function testsInSource(file: string, text: string): NamedTest[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: NamedTest[] = [];
  const walk = (node: ts.Node, outer: string): void => {
    const call = ts.isCallExpression(node) ? titledCall(node) : undefined;
    const title = call ? `${outer} ${call.title}`.trim() : outer;
    if (call?.skipped) return;
    if (call && call.name !== "describe") found.push({ file, title });
    ts.forEachChild(node, (child) => walk(child, title));
  };
  walk(source, "");
  return found;
}

type TitledCall = { name: string; title: string; skipped: boolean };

/** Reads `test("…")`, `test.each(…)("…")`, `describe.skipIf(…)("…")` and their like. */
function titledCall(call: ts.CallExpression): TitledCall | undefined {
  const words: string[] = [];
  let callee: ts.Expression = call.expression;
  while (!ts.isIdentifier(callee)) {
    if (ts.isPropertyAccessExpression(callee)) words.push(callee.name.text);
    else if (!(ts.isCallExpression(callee) || ts.isTaggedTemplateExpression(callee))) {
      return undefined;
    }
    callee = ts.isTaggedTemplateExpression(callee) ? callee.tag : callee.expression;
  }
  const title = titleText(call.arguments[0]);
  if (!["test", "it", "describe"].includes(callee.text) || title === undefined) return undefined;
  const skipped = words.includes("skip") || words.includes("todo");
  return { name: callee.text, title, skipped };
}

function titleText(node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join("");
}

type Report = {
  testResults: {
    name: string;
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[];
  }[];
};

/** The tests of a vitest JSON report, files relative to `root`; skipped ones are left out. */
export function testsInReport(json: string, root: string): NamedTest[] {
  const report = JSON.parse(json) as Report;
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ ancestorTitles, title, status }) => ({
        file: name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name,
        title: [...ancestorTitles, title].join(" ").trim(),
        passed: status === "passed",
      })),
  );
}
