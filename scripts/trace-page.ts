/** Prints a trace for the terminal and as the page docs/reference/requirements.md. Reads nothing. */

import { isPageTest } from "./requirement-carriers.ts";
import type { NamedTest, Trace, TraceRow } from "./requirement-trace.ts";

const policies: Record<string, string> = {
  ALE: "Alcatel-Lucent Enterprise: PSIRT policy",
  ALU: "Alcatel-Lucent: vulnerability handling policy",
  VEN: "Telit: PSIRT page",
  CC: "CERT Coordination Center: guide for notified vendors",
  TH: "Thales: PSIRT, CNA and Root",
};

/** The table as lines of text: each id, and under it what carries it. */
export function traceAsText(trace: Trace): string {
  const lines = trace.rows.flatMap(({ requirement, tests, settings, rules, covered }) => [
    `${requirement.id.padEnd(7)}${covered ? "" : "- "}${requirement.summary}`,
    ...settings.map((setting) => `         setting ${setting}`),
    ...rules.map((file) => `         rule ${file}`),
    ...tests.map(
      ({ file, title }) =>
        `         ${isPageTest(file) ? "page" : "test"} ${file}: ${withoutIds(title)}`,
    ),
  ]);
  return [...lines, "", countOf(trace)].join("\n");
}

/** One sentence: how many rows are covered. */
export function countOf(trace: Trace): string {
  return `${trace.covered} of ${trace.rows.length} requirements are covered by a test named after them.`;
}

/** The whole page in Markdown; the same trace gives the same bytes. */
export function traceAsPage(trace: Trace): string {
  return [
    "# Requirements and the tests that prove them",
    "",
    "<!-- Made by `npm run trace -- --write`; edit requirement-list.yaml or a test's title. -->",
    "",
    "Five published disclosure policies are what Parley is built to keep. Each row sums up one of",
    "their sentences in our own words, and names what carries it:",
    "",
    "- **settings**: groups of settings that name the row in their `requirements`, with the policies of",
    "  this repository that do, and promises that serve it;",
    "- **rules**: files of `src/core` that cite it;",
    "- **pages**: passing tests with its id that look at pages, the portal, the console or whole",
    "  journeys (`src/web`, `test/journeys`);",
    "- **tests**: all other passing tests with its id in their title.",
    "",
    "A row is covered by a passing test, page or not. One that is a policy's statement and nothing",
    "else (“text” beside its kind) is covered where a policy names it and a test sees it on a page.",
    "Kinds: P promise, D duty of others, R right reserved, C channel, A artefact, K clock,",
    "X condition, O role, I page furniture, H the source lost its text.",
    "",
    countOf(trace),
    ...Object.entries(policies).flatMap(([family, title]) => section(trace, family, title)),
    "",
  ].join("\n");
}

function section(trace: Trace, family: string, title: string): string[] {
  const rows = trace.rows.filter(({ requirement }) => requirement.id.startsWith(`${family}-`));
  return [
    "",
    `## ${family}: ${title}`,
    "",
    "| id | kind | what it asks | settings | rules | pages | tests |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map(rowOf),
  ];
}

function rowOf({ requirement, tests, settings, rules, covered }: TraceRow): string {
  const { id, kind, summary, text } = requirement;
  const cells = [
    id,
    text ? `${kind}, text` : kind,
    `${cell(summary)}${covered ? "" : " **Not covered.**"}`,
    listCell(settings.map(cell)),
    listCell(rules.map((file) => `\`${file}\``)),
    testCell(tests.filter(({ file }) => isPageTest(file))),
    testCell(tests.filter(({ file }) => !isPageTest(file))),
  ];
  return `| ${cells.join(" | ")} |`;
}

function listCell(lines: readonly string[]): string {
  return lines.length > 0 ? lines.join("<br>") : "—";
}

function testCell(tests: NamedTest[]): string {
  const lines = tests.map(({ file, title }) => `\`${file}\`: ${cell(withoutIds(title))}`);
  return listCell([...new Set(lines)].toSorted());
}

function withoutIds(title: string): string {
  return title.replace(/\[[A-Z]{2,4}-\d[^\]]*\]\s*/g, "");
}

/** A title is text, not markup: a `<` or `|` of its own must not change the page. */
function cell(text: string): string {
  return text.replace(/[\\|<*_`]/g, (mark) => (mark === "<" ? "&lt;" : `\\${mark}`));
}
