/**
 * Checks the checkers: the lint rule against lost promises and the import rule must find what is
 * planted for them, under the configuration that the project really uses.
 */

import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const command = (name: string) => join(root, "node_modules/.bin", name);

describe("a promise that nobody awaits is found", () => {
  const found = new Map<string, { rule: string; line: number }[]>();

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), "checker-"));
    try {
      for (const { file, rule, line } of lintOf(folder)) {
        found.set(file, [...(found.get(file) ?? []), { rule, line }]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ["from an imported function", "imported-function.ts", "noFloatingPromises", 4],
    ["from a library", "library.ts", "noFloatingPromises", 4],
    ["from a method of an interface", "interface-method.ts", "noFloatingPromises", 4],
    ["from a method of a class", "class-method.ts", "noFloatingPromises", 6],
    ["in a callback", "callback.ts", "noMisusedPromises", 4],
    ["in a condition", "condition.ts", "noMisusedPromises", 4],
    ["from a module named .js", "js-import.ts", "noFloatingPromises", 4],
    ["from Promise.all", "promise-all.ts", "noFloatingPromises", 4],
  ])("%s", (_, file, rule, line) => {
    expect(found.get(file)).toContainEqual({ rule: `lint/nursery/${rule}`, line });
  });

  test("and where none is lost, none is reported", () => {
    expect(found.get("promising.ts")).toBeUndefined();
  });
});

type Diagnostic = {
  category: string;
  location: { path: string; start: { line: number } };
};

/** Lints the planted cases in a folder of their own: in the project they are left out. */
function lintOf(folder: string): { file: string; rule: string; line: number }[] {
  const { linter } = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ linter }));
  cpSync(join(root, "scripts/checker-cases"), join(folder, "src"), { recursive: true });
  for (const file of ["package.json", "tsconfig.json"])
    cpSync(join(root, file), join(folder, file));
  // Copied, not linked: Biome reads no types through a link that leaves its folder.
  for (const name of ["pg", "@types/pg"]) {
    const from = join(root, "node_modules", name);
    cpSync(from, join(folder, "node_modules", name), { recursive: true, dereference: true });
  }
  const lint = spawnSync(command("biome"), ["lint", "--reporter=json", "src"], {
    cwd: folder,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(lint.stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ category, location }) => ({
    file: location.path.replace(/^src\//, ""),
    rule: category,
    line: location.start.line,
  }));
}

describe("an import against the rule is found", () => {
  const tree = mkdtempSync(join(tmpdir(), "imports-"));
  afterAll(() => rmSync(tree, { recursive: true }));

  const planted: [what: string, from: string, to: string, rule: string][] = [
    ["lib that knows the domain", "lib/a.ts", "core/target.ts", "lib-imports"],
    ["core that reads the store", "core/b.ts", "store/target.ts", "core-imports"],
    ["core that reads a file", "core/c.ts", "node:fs", "core-is-pure"],
    ["core that takes a library", "core/d.ts", "zod", "core-is-pure"],
    ["ui that reads the store", "ui/e.ts", "store/target.ts", "ui-imports"],
    ["ui that takes another library", "ui/f.ts", "zod", "ui-only-preact"],
    ["a format that knows another", "formats/csaf/g.ts", "formats/cve/target.ts", "formats-do-not"],
    ["a format that opens a socket", "formats/csaf/h.ts", "node:net", "formats-do-no-io"],
    ["a store that calls a deed", "store/i.ts", "actions/target.ts", "store-imports"],
    ["a deed that sends mail", "actions/j.ts", "mail/target.ts", "actions-imports"],
    ["mail that reads the store", "mail/k.ts", "store/target.ts", "mail-imports"],
    [
      "an integration that reads it",
      "integrations/l.ts",
      "store/target.ts",
      "integrations-imports",
    ],
    ["a job that writes", "jobs/m.ts", "store/cases/writer.ts", "writers-are-for-actions"],
    ["a page that writes", "web/n.ts", "store/cases/writer.ts", "writers-are-for-actions"],
    ["a page that runs a job", "web/o.ts", "jobs/target.ts", "web-imports"],
    ["an API that knows the pages", "api/p.ts", "web/target.ts", "api-imports"],
    ["a command that does a deed", "cli/q.ts", "actions/target.ts", "cli-imports"],
    ["anything that starts the whole", "web/r.ts", "main.ts", "main-joins-everything"],
    ["a product file that needs a test", "core/s.ts", "core/t.test.ts", "no-orphan-tests"],
    ["a circle", "core/u.ts", "core/v.ts", "no-cycles"],
  ];
  const allowed: [from: string, to: string][] = [
    ["core/v.ts", "core/u.ts"],
    ["actions/w.ts", "store/cases/writer.ts"],
    ["web/x.ts", "store/target.ts"],
    ["cli/y.ts", "store/admin/target.ts"],
    ["core/z.ts", "temporal-polyfill"],
  ];
  let found: string[] = [];

  beforeAll(() => {
    for (const [, from, to] of planted) plant(tree, from, to);
    for (const [from, to] of allowed) plant(tree, from, to);
    found = violationsIn(tree);
  });

  test.each(planted)("%s", (_, from, to, rule) => {
    const target = to.includes("/") || to.endsWith(".ts") ? `src/${to}` : to.replace("node:", "");
    const lines = found.filter(
      (line) => line.startsWith(`${rule}`) && line.includes(`src/${from}`),
    );
    expect(lines.join("\n"), found.join("\n")).toContain(target);
  });

  test("and an import that the rule allows is not", () => {
    for (const [from] of allowed.slice(1)) expect(found.join("\n")).not.toContain(`src/${from} `);
  });
});

/** Writes one module that imports another, and the other one where it is ours. */
function plant(tree: string, from: string, to: string): void {
  const ours = to.endsWith(".ts");
  const up = "../".repeat(from.split("/").length - 1);
  write(join(tree, "src", from), `import ${JSON.stringify(ours ? up + to : to)};\n`);
  if (ours) write(join(tree, "src", to), "export {};\n");
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "a" });
}

function violationsIn(tree: string): string[] {
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  cpSync(join(root, "package.json"), join(tree, "package.json"));
  const config = join(root, ".dependency-cruiser.cjs");
  const options = { cwd: tree, encoding: "utf8" } as const;
  const json = execFileSync(
    command("depcruise"),
    ["--config", config, "-T", "json", "src"],
    options,
  );
  type Violation = { from: string; to: string; rule: { name: string } };
  const { violations } = JSON.parse(json).summary as { violations: Violation[] };
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}
