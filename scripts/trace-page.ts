/** Prints a trace for the terminal and as the page docs/reference/requirements.md. Reads nothing. */

import type { NamedTest, Trace } from "./requirement-trace.ts";

const policies: Record<string, string> = {
  ALE: "Alcatel-Lucent Enterprise: PSIRT policy",
  ALU: "Alcatel-Lucent: vulnerability handling policy",
  VEN: "Telit: PSIRT page",
  CC: "CERT Coordination Center: guide for notified vendors",
  TH: "Thales: PSIRT, CNA and Root",
};

/** The table as lines of text: each id, and under it the tests that carry it. */
export function traceAsText(trace: Trace): string {
  const lines = trace.rows.flatMap(({ requirement, tests }) => [
    `${requirement.id.padEnd(7)}${tests.length > 0 ? "" : "- "}${requirement.summary}`,
    ...tests.map((test) => `         ${test.file}: ${withoutIds(test.title)}`),
  ]);
  return [...lines, "", countOf(trace)].join("\n");
}

/** One sentence: how many rows have a test. */
export function countOf(trace: Trace): string {
  return `${trace.covered} of ${trace.rows.length} requirements have a test named after them.`;
}

/** The whole page in Markdown; the same trace gives the same bytes. */
export function traceAsPage(trace: Trace): string {
  return [
    "# Requirements and the tests that prove them",
    "",
    "<!-- Made by `npm run trace -- --write`; edit requirement-list.yaml or a test's title. -->",
    "",
    "Five published disclosure policies are what Parley is built to keep. Each row sums up one of",
    "their sentences in our own words; the tests named beside it carry its id in their title.",
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
    "| id | kind | what it asks | tests |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ({ requirement: { id, kind, summary }, tests }) =>
        `| ${id} | ${kind} | ${cell(summary)} | ${testCell(tests)} |`,
    ),
  ];
}

function testCell(tests: NamedTest[]): string {
  const lines = tests.map(({ file, title }) => `\`${file}\`: ${cell(withoutIds(title))}`);
  return lines.length > 0 ? [...new Set(lines)].toSorted().join("<br>") : "—";
}

function withoutIds(title: string): string {
  return title.replace(/\[[A-Z]{2,4}-\d[^\]]*\]\s*/g, "");
}

/** A title is text, not markup: a `<` or `|` of its own must not change the page. */
function cell(text: string): string {
  return text.replace(/[\\|<*_`]/g, (mark) => (mark === "<" ? "&lt;" : `\\${mark}`));
}
