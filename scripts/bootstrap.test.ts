import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const project = dirname(import.meta.dirname);
const lock = (version: string) =>
  JSON.stringify({
    packages: {
      "": { name: "parley" },
      "node_modules/needed": { version, integrity: `sha512-${version}` },
      "node_modules/for-tests": { version: "1.0.0", integrity: "sha512-t", dev: true },
      "node_modules/for-another-platform": { version: "1.0.0", optional: true },
    },
  });

let clone: string;

/** A clone with programs of one line, and an npm that installs by copying the lock file. */
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "parley-clone-"));
  for (const name of ["bin/parley", "scripts/bootstrap.mjs"])
    cpSync(join(project, name), join(clone, name));
  write("package.json", '{"name":"parley","type":"module"}');
  write("package-lock.json", lock("1.0.0"));
  write("src/cli/main.ts", "");
  write("scripts/build.ts", builder);
  write("tools/npm", fakeNpm);
  chmodSync(join(clone, "tools/npm"), 0o755);
});
afterEach(() => rmSync(clone, { recursive: true }));

const builder = `
  import { mkdirSync, writeFileSync, appendFileSync } from "node:fs";
  const dist = new URL("../dist/", import.meta.url);
  mkdirSync(dist, { recursive: true });
  appendFileSync(new URL("../builds.log", import.meta.url), "built\\n");
  writeFileSync(new URL("cli.js", dist), "console.log('cli', ...process.argv.slice(2)); process.exitCode = 2;");
  writeFileSync(new URL("main.js", dist), "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1e6); console.log('serving');");
  writeFileSync(new URL(".built", dist), "");
`;
const fakeNpm = `#!/bin/sh
echo "npm $*" >> npm.log
[ -e refuse ] && exit 1
sleep 0.2
mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json
`;

function write(name: string, text: string): void {
  mkdirSync(dirname(join(clone, name)), { recursive: true });
  writeFileSync(join(clone, name), text);
}

const env = () => ({ ...process.env, PATH: `${join(clone, "tools")}:${process.env.PATH}` });

function parley(...args: string[]) {
  const command = [join(clone, "bin/parley"), ...args];
  return spawnSync(process.execPath, command, { env: env(), encoding: "utf8" });
}

const lines = (name: string) => {
  const file = join(clone, name);
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
};

describe("the parley command in a fresh clone", () => {
  test("installs, builds and runs, with nothing but the program's answer on standard output", () => {
    const { stdout, stderr, status } = parley("cvss", "AV:N");

    expect(stdout).toBe("cli cvss AV:N\n");
    expect(stderr).toContain("parley: installing 1 packages");
    expect(status).toBe(2);
  });

  test("installs what running needs, and runs no package's install script", () => {
    parley("cvss");

    expect(lines("npm.log")).toHaveLength(1);
    expect(lines("npm.log")[0]).toMatch(/^npm install --no-save --omit=dev .*--ignore-scripts/);
  });

  test("does neither a second time", () => {
    parley("cvss");
    const { stderr } = parley("cvss");

    expect(stderr).toBe("");
    expect(lines("npm.log")).toHaveLength(1);
    expect(lines("builds.log")).toHaveLength(1);
  });

  test("installs again when the lock file names another version", () => {
    parley("cvss");
    write("package-lock.json", lock("1.0.1"));
    parley("cvss");

    expect(lines("npm.log")).toHaveLength(2);
  });

  test("takes no development package away where there are any", () => {
    write("node_modules/.package-lock.json", lock("0.9.0"));
    parley("cvss");

    expect(lines("npm.log")).toHaveLength(1);
    expect(lines("npm.log")[0]).toMatch(/^npm install --no-save --include=dev /);
  });

  test("throws away an installation that was cut off", () => {
    write("node_modules/needed/half-written.js", "");
    parley("cvss");

    expect(existsSync(join(clone, "node_modules/needed"))).toBe(false);
  });

  test("installs once when two commands start at the same time", async () => {
    const both = [1, 2].map(() =>
      spawn(process.execPath, [join(clone, "bin/parley")], { env: env() }),
    );
    await Promise.all(both.map((command) => once(command, "exit")));

    expect(lines("npm.log")).toHaveLength(1);
    expect(existsSync(join(clone, ".installing"))).toBe(false);
  });

  test("does not wait for an installation whose process is gone", () => {
    const gone = spawnSync("true").pid;
    write(".installing", String(gone));

    expect(parley("cvss").stdout).toBe("cli cvss\n");
  });

  test("says in a sentence that the packages could not be installed", () => {
    write("refuse", "");
    const { stderr, status, stdout } = parley("cvss");

    expect(stderr).toContain("parley: the packages could not be installed");
    expect(stderr).not.toContain("    at ");
    expect([status, stdout]).toEqual([1, ""]);
  });

  test("builds again when a source was saved after the last build", () => {
    parley("cvss");
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(clone, "src/cli/main.ts"), later, later);
    parley("cvss");

    expect(lines("builds.log")).toHaveLength(2);
  });

  test("passes a signal on to the pinned Node it started, and its exit status back", async () => {
    parley("cvss");
    write("node_modules/.bin/node", `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
    chmodSync(join(clone, "node_modules/.bin/node"), 0o755);
    const started = spawn(process.execPath, [join(clone, "bin/parley"), "start"], { env: env() });
    await once(started.stdout, "data");

    started.kill("SIGTERM");

    expect(await once(started, "exit")).toEqual([7, null]);
  });
});
