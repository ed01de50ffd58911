import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const manifest = JSON.parse(read("package.json"));
const versions: Record<string, string> = {
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
};

/** Package name → licence, from the rows of the record's one table. */
const recorded = new Map(
  read("docs/decisions/0008-dependencies.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => {
      const [, names = "", , licence = ""] = line.split("|");
      return [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => [name, licence.trim()]);
    }) as [string, string][],
);

test("every dependency is recorded with its reason, and nothing else is", () => {
  expect([...recorded.keys()].toSorted()).toEqual(Object.keys(versions).toSorted());
});

test("every dependency is pinned to one version", () => {
  for (const [name, version] of Object.entries(versions)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  }
});

test("the recorded licences are those of the packages", () => {
  // Packages of other platforms are absent here; their sisters of this platform stand for them.
  const present = [...recorded].filter(([name]) => existsSync(join(root, "node_modules", name)));
  expect(present.length).toBeGreaterThan(Object.keys(manifest.dependencies).length);
  for (const [name, licence] of present) {
    expect(JSON.parse(read(`node_modules/${name}/package.json`)).license, name).toBe(licence);
  }
});
