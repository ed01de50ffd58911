import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { projectRoot } from "../lib/project-root.ts";
import { parleyProgram } from "./program.ts";
import { runParley } from "./run-parley.ts";
import type { Surroundings } from "./surroundings.ts";

let directory = "";
let exitBefore: typeof process.exitCode;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-cli-"));
  exitBefore = process.exitCode;
});
afterEach(async () => {
  process.exitCode = exitBefore;
  await rm(directory, { recursive: true, force: true });
});

function around() {
  const said = { out: "", err: "" };
  const surroundings: Surroundings = {
    environment: { PARLEY_DATA: join(directory, "data") },
    now: () => new Date("2026-03-11T08:00:00Z"),
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  };
  return { said, surroundings };
}

async function run(...args: string[]) {
  const { said, surroundings } = around();
  process.exitCode = undefined;
  const code = (await runParley(args, surroundings)) ?? process.exitCode ?? 0;
  return { code, ...said };
}

/** Every command that does something, by its whole name. */
function commandsOf(command: Command, before = ""): { name: string; command: Command }[] {
  return command.commands.flatMap((each) => {
    const name = `${before}${each.name()}`;
    const below = commandsOf(each, `${name} `);
    // "evidence" does something by itself, and has a command below it.
    const acts = below.length === 0 || each.registeredArguments.length > 0;
    return [...(acts ? [{ name, command: each }] : []), ...below];
  });
}

const commands = commandsOf(parleyProgram(around().surroundings));

test.each(commands.map(({ name }) => name))("docs/reference/commands.md has parley %s", (name) => {
  const page = readFileSync(join(projectRoot(), "docs", "reference", "commands.md"), "utf8");
  expect(page).toContain(`| \`parley ${name}\` |`);
});

test.each(commands.filter(({ name }) => name !== "start"))(
  "parley $name prints JSON where it is asked to, and says how it ends",
  async ({ name, command }) => {
    expect(command.options.map(({ long }) => long)).toContain("--json");
    const help = await run(...name.split(" "), "--help");
    expect(help.code).toBe(0);
    expect(help.out).toMatch(/Exit: 0 /);
  },
);

describe("wrong usage ends with 2 and a way on", () => {
  test.each([
    [["nothing"]],
    [["cvss", "--nope"]],
    [["csaf"]],
    [["csaf", "check"]],
    [["mail", "read"]],
    [["mail", "ingest"]],
    [["policy", "chekc"]],
    [["invite", "--name", "Analyst"]],
    [["verify", "too", "much"]],
    [["start"]],
    [[]],
  ])("parley %j", async (args) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).not.toMatch(/\n\s+at /);
    expect(err).not.toBe("");
  });
});

describe("where nothing runs and nothing is", () => {
  test.each([[["jobs"]], [["invite", "--name", "A", "--sign-in", "aa", "--role", "analyst"]]])(
    "parley %j says that no server runs, and how to start one",
    async (args) => {
      const { code, err } = await run(...args);
      expect(code).toBe(1);
      expect(err).toContain("Parley is not running on");
      expect(err).toContain("parley start");
    },
  );

  test("parley mail ingest says so for each file and loses none silently", async () => {
    const file = join(projectRoot(), "package.json");
    const { code, out } = await run(
      "mail",
      "ingest",
      "--json",
      file,
      join(directory, "absent.eml"),
    );
    expect(code).toBe(1);
    const [first, second] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ taken: false, error: expect.stringContaining("not running") });
    expect(second).toMatchObject({ taken: false, error: "The file cannot be read (ENOENT)." });
  });

  test("parley verify starts no database to find none", async () => {
    const { code, err } = await run("verify");
    expect(code).toBe(1);
    expect(err).toContain("There is no data in");
  });

  test("a setting that is wrong is one sentence", async () => {
    const { said, surroundings } = around();
    const wrong = { ...surroundings, environment: { PORT: "many" } };
    expect(await runParley(["verify"], wrong)).toBe(1);
    expect(said.err).toBe("PORT should be a whole number from 0 to 65535.\n");
  });
});
