import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const documents = [
  ...readdirSync(root),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((file) =>
    join("docs", file),
  ),
].filter((file) => file.endsWith(".md"));
const decisions = documents.filter((file) => file.startsWith("docs/decisions/"));

test.each(documents)("every link in %s leads to a file that exists", (file) => {
  const targets = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const ours = targets.filter((target) => !/^([a-z]+:|#)/.test(target));
  const broken = ours.filter((target) => {
    return !existsSync(join(root, dirname(file), target.replace(/#.*/, "")));
  });
  expect(broken).toEqual([]);
});

describe("a decision record", () => {
  test("is numbered without gap or double", () => {
    const numbers = decisions.map((file) => Number(/(\d{4})-[^/]*$/.exec(file)?.[1]));
    const sorted = numbers.toSorted((one, other) => one - other);
    expect(sorted).toEqual(decisions.map((_, at) => at + 1));
  });

  test.each(decisions)("%s has date, status, context, decision, consequences", (file) => {
    const text = read(file);
    expect(text).toMatch(/^# \d{4}: .+\n\nDate: \d{4}-\d{2}-\d{2}\n\nStatus: \w+/);
    expect(text).toMatch(/\n## Context\n[\s\S]+\n## Decision\n[\s\S]+\n## Consequences\n/);
    expect(text.split("\n").length).toBeLessThanOrEqual(60);
  });
});

describe("ARCHITECTURE.md", () => {
  const text = read("ARCHITECTURE.md");

  test("stays under 150 lines", () => {
    expect(text.split("\n").length).toBeLessThan(150);
  });

  test("has a paragraph for every folder of src", () => {
    const folders = readdirSync(join(root, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.filter((name) => !text.includes(`**\`src/${name}\`**`))).toEqual([]);
  });

  test("repeats the import rule as the tool has it", () => {
    const rule = read(".dependency-cruiser.cjs");
    const table = [...rule.matchAll(/^ {2}(\w+): \[([^\]]*)\],$/gm)].map(
      ([, folder, may = ""]) => `| ${folder} | ${may.replaceAll('"', "") || "nothing of ours"} |`,
    );
    expect(table.length).toBeGreaterThan(10);
    for (const row of table) expect(text).toContain(row);
  });
});
