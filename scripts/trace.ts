/**
 * `npm run trace [-- --report tests.json] [--write]`: the table from requirements to tests.
 * Without a report it reads the titles in the sources, which tells what is claimed; with one, only
 * passing tests count. Exits 1 when a title names an id that nobody knows, 2 on wrong usage.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  type NamedTest,
  readRequirements,
  testsInReport,
  testsInSource,
  traceOf,
} from "./requirement-trace.ts";
import { countOf, traceAsPage, traceAsText } from "./trace-page.ts";

const root = join(import.meta.dirname, "..");
const listFile = join(root, "docs/reference/requirement-list.yaml");
const pageFile = join(root, "docs/reference/requirements.md");

/** Every test that the sources name, in the order of their paths. */
export async function testsInTree(folder: string): Promise<NamedTest[]> {
  const files: string[] = [];
  for await (const file of glob("{src,test,scripts}/**/*.test.{ts,tsx}", { cwd: folder })) {
    files.push(file);
  }
  return files
    .toSorted()
    .flatMap((file) => testsInSource(file, readFileSync(join(folder, file), "utf8")));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { report: { type: "string" }, write: { type: "boolean", default: false } },
  });
  const tests = values.report
    ? testsInReport(readFileSync(values.report, "utf8"), root)
    : await testsInTree(root);
  const trace = traceOf(readRequirements(readFileSync(listFile, "utf8")), tests);
  if (values.write) writeFileSync(pageFile, traceAsPage(trace));
  console.log(values.write ? countOf(trace) : traceAsText(trace));
  for (const line of trace.problems) console.error(line);
  return trace.problems.length > 0 ? 1 : 0;
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`trace: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
