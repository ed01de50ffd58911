import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../lib/project-root.ts";
import { operationsTable } from "./api-page.ts";

test("docs/reference/api.md lists every operation; scripts/api-page.ts writes it anew", () => {
  const page = readFileSync(join(projectRoot(), "docs", "reference", "api.md"), "utf8");
  expect(page.endsWith(`\n\n${operationsTable()}`)).toBe(true);
});
