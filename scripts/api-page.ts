/** Writes the table of operations into docs/reference/api.md. `--check` only says whether it is stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { operationsTable } from "../src/api/api-page.ts";
import { projectRoot } from "../src/lib/project-root.ts";

const file = join(projectRoot(), "docs", "reference", "api.md");
const mark = "<!-- made by scripts/api-page.ts; do not edit below -->\n";
const before = readFileSync(file, "utf8");
const [head = ""] = before.split(mark);
const page = `${head}${mark}\n${operationsTable()}`;
if (process.argv.includes("--check")) process.exitCode = page === before ? 0 : 1;
else writeFileSync(file, page);
