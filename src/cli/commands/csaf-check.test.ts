import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { Command } from "commander";
import { afterAll, expect, test } from "vitest";
import { anAdvisory } from "../../../test/support/advisories.ts";
import { csafOf, csafText } from "../../formats/csaf/build-csaf.ts";
import { addCsafCheckCommand, runCsafCheck } from "./csaf-check.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-csaf-"));
afterAll(() => rmSync(folder, { recursive: true }));

const selfUrl = "https://psirt.example/.well-known/csaf/white/2026/example-sa-2026-0001.json";
const published = csafText(csafOf(anAdvisory(), { selfUrl }));

test("each file is one line of JSON with its verdict, in the order given", async () => {
  const good = file("good.json", published);
  const bad = file("bad.json", published.replace('"CVE-2026-1234"', '"CVE-1"'));
  const { code, text } = await run([good, bad, join(folder, "none.json")], true);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(code).toBe(1);
  expect(lines.map((line) => Object.keys(line))).toEqual(
    Array(3).fill(["file", "valid", "errors", "warnings"]),
  );
  expect(lines.map(({ file: name, valid }) => [name, valid])).toEqual([
    [good, true],
    [bad, false],
    [join(folder, "none.json"), false],
  ]);
  expect(lines[1].errors).toEqual([
    { rule: "schema", path: "/vulnerabilities/0/cve", message: expect.any(String) },
  ]);
  expect(lines[2].errors).toMatchObject([{ rule: "file", path: "" }]);
});

test("valid files alone end with 0 and a readable line", async () => {
  const { code, text } = await run([file("good.json", published)], false);
  expect(code).toBe(0);
  expect(text).toMatch(/good\.json: valid, \d+ warnings\n/);
});

test("what is not UTF-8 or carries a byte order mark is a finding", async () => {
  const latin = file("latin.json", Buffer.from([0x7b, 0xe9, 0x7d]));
  const marked = file("marked.json", `\ufeff${published}`);
  const { code, text } = await run([latin, marked], true);
  expect(code).toBe(1);
  expect(text.match(/"rule":"(utf-8|json)"/g)).toHaveLength(2);
});

test("a file's own text cannot steer the terminal", async () => {
  const steering = JSON.stringify({ "\u001b[2J": 1 }).replace("\\u001b", "\u001b");
  const { text } = await run([file("steer.json", steering)], false);
  expect(text).not.toContain("\u001b");
});

test("the command stands under its parent and needs a file", async () => {
  const csaf = new Command("csaf").exitOverride().configureOutput({ writeErr: () => undefined });
  addCsafCheckCommand(csaf);
  await expect(csaf.parseAsync(["check"], { from: "user" })).rejects.toMatchObject({
    code: "commander.missingArgument",
  });
});

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function run(files: string[], json: boolean): Promise<{ code: number; text: string }> {
  const written: string[] = [];
  const out = new Writable({
    write: (chunk, _, done) => {
      written.push(String(chunk));
      done();
    },
  });
  const code = await runCsafCheck(files, out, { json });
  return { code, text: written.join("") };
}
