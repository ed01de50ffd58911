/**
 * `npm run trace [-- --report tests.json] [--write | --check]`: the table from requirements to what
 * carries them. Without a report it reads the titles in the sources, which tells what is claimed;
 * with one, only passing tests count. `--check` says where the page is stale, as far as sources tell.
 * Exits 1 where it is, or a title names an id that nobody knows, 2 on wrong usage.
 */

import { globSync, readFileSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { promises } from "../src/core/clocks/promises.ts";
import type { Policy } from "../src/core/policy/policy.ts";
import { readPolicyFile } from "../src/policy-file.ts";
import {
  type Carriers,
  citationsIn,
  promisesCarrying,
  settingsCarrying,
} from "./requirement-carriers.ts";
import {
  type NamedTest,
  readRequirements,
  testsInReport,
  testsInSource,
  traceOf,
} from "./requirement-trace.ts";
import { staleRows } from "./stale-rows.ts";
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

/** Settings of the policies and rules of the core, by the requirement that they serve. */
async function carriersIn(folder: string) {
  const policyFiles = globSync("policies/*.yaml", { cwd: folder }).toSorted();
  const policies = await Promise.all(policyFiles.map((file) => policyIn(join(folder, file))));
  const rules = globSync("src/core/**/*.ts", { cwd: folder })
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
  return {
    settings: joined(settingsCarrying(policies), promisesCarrying(promises)),
    rules: citationsIn(rules),
  };
}

async function policyIn(file: string): Promise<Policy> {
  const read = await readPolicyFile(file);
  if ("policy" in read) return read.policy;
  throw new Error(`${file}: ${read.findings[0]?.message}`);
}

function joined(one: Carriers, other: Carriers): Carriers {
  const ids = new Set([...one.keys(), ...other.keys()]);
  return new Map([...ids].map((id) => [id, [...(one.get(id) ?? []), ...(other.get(id) ?? [])]]));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      report: { type: "string" },
      write: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
    },
  });
  const tests = values.report
    ? testsInReport(readFileSync(values.report, "utf8"), root)
    : await testsInTree(root);
  const list = readRequirements(readFileSync(listFile, "utf8"));
  const trace = traceOf(list, tests, await carriersIn(root));
  const stale = values.check ? staleRows(readFileSync(pageFile, "utf8"), traceAsPage(trace)) : [];
  if (values.write) writeFileSync(pageFile, traceAsPage(trace));
  console.log(values.write || values.check ? countOf(trace) : traceAsText(trace));
  for (const line of [...trace.problems, ...stale]) console.error(line);
  if (stale.length > 0)
    console.error("Run the tests with a report, then npm run trace -- --write.");
  return trace.problems.length + stale.length > 0 ? 1 : 0;
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`trace: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
