/** The table of the ASVS against the tree: every line of level 1 stands there once, and what it names exists. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs", "reference", "asvs.md");
const rows = [...readFileSync(page, "utf8").matchAll(/^\| ([\d.]+) \| (.+?) \| (.+) \|$/gm)].map(
  ([, line = "", asks = "", here = ""]) => ({ line, asks, here }),
);

/** How many lines of level 1 each section of ASVS 5.0 has; they are numbered from 1 on. */
const levelOne: Readonly<Record<string, readonly number[]>> = {
  "1.2": [1, 2, 3, 4, 5],
  "1.3": [1, 2],
  "1.5": [1],
  "2.1": [1],
  "2.2": [1, 2],
  "2.3": [1],
  "3.2": [1, 2],
  "3.3": [1],
  "3.4": [1, 2],
  "3.5": [1, 2, 3],
  "4.1": [1],
  "4.4": [1],
  "5.2": [1, 2],
  "5.3": [1, 2],
  "6.1": [1],
  "6.2": [1, 2, 3, 4, 5, 6, 7, 8],
  "6.3": [1, 2],
  "6.4": [1, 2],
  "7.2": [1, 2, 3, 4],
  "7.4": [1, 2],
  "8.1": [1],
  "8.2": [1, 2],
  "8.3": [1],
  "9.1": [1, 2, 3],
  "9.2": [1],
  "10.4": [1, 2, 3, 4, 5],
  "11.3": [1, 2],
  "11.4": [1],
  "12.1": [1],
  "12.2": [1, 2],
  "13.4": [1],
  "14.2": [1],
  "14.3": [1],
  "15.1": [1],
  "15.2": [1],
  "15.3": [1],
};

test("every line of level 1 stands in the table once, in order", () => {
  const expected = Object.entries(levelOne).flatMap(([section, numbers]) =>
    numbers.map((number) => `${section}.${number}`),
  );
  expect(rows.map(({ line }) => line)).toEqual(expected);
});

test("every line names a test or a page that exists, or says why there is none", () => {
  for (const { line, here } of rows) {
    const files = [...here.matchAll(/`((?:src|test|scripts)\/[^`]+)`/g)].map(
      ([, path = ""]) => path,
    );
    const pages = [...here.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = ""]) => path);
    const missing = [
      ...files.filter((path) => !existsSync(join(root, path))),
      ...pages.filter((path) => !existsSync(join(dirname(page), path))),
    ];
    expect(missing, line).toEqual([]);
    const says = /^(Not here|Gap): .{10,}/.test(here);
    expect(files.length + pages.length > 0 || says, line).toBe(true);
  }
});
