import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { policyText } from "../../../test/support/policy-files.ts";
import { runParley } from "../run-parley.ts";

let folder: string;
let before: string;
let after: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-diff-"));
  before = join(folder, "before.yaml");
  after = join(folder, "after.yaml");
  const text = policyText("template.yaml");
  await writeFile(before, text);
  const changed = text
    .replace(/^version: .*$/m, "version: 2")
    .replace("psirt@devices.example", "team@devices.example")
    .replace("{ workingDays: 10 }", "{ workingDays: 11 }");
  await writeFile(after, changed);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function diff(...args: string[]) {
  let out = "";
  let err = "";
  const code = await runParley(["policy", "diff", ...args], {
    environment: {},
    now: () => new Date(0),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

test("two policies are compared as their readers see them; a target is counted, not told", async () => {
  const { code, out } = await diff(before, after);
  expect(code).toBeUndefined();
  expect(out).toBe(
    [
      '~ channels.reportAddress: "psirt@devices.example" -> "team@devices.example"',
      "settings that no page tells: 1 differ",
      "",
    ].join("\n"),
  );
  const json = JSON.parse((await diff(after, before, "--json")).out);
  expect(json.told).toMatchObject([{ before: "team@devices.example", kind: "changed" }]);
});

test("a file that is no policy is said to be so, with its line", async () => {
  const { code, err } = await diff(before, join(folder, "nowhere.yaml"));
  expect(code).toBe(1);
  expect(err).toBe(`${join(folder, "nowhere.yaml")}:0: The file cannot be read (ENOENT).\n`);
});
