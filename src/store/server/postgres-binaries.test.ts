import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linkLibraries, packageFolder } from "./postgres-binaries.ts";

let directory: string;

/** The package as npm unpacks it when install scripts are off: without a single link. */
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-binaries-"));
  const folder = packageFolder();
  await cp(folder, join(directory, "package"), {
    recursive: true,
    filter: (path) => !path.includes("/share/postgresql/") && !path.includes("/lib/postgresql/"),
  });
  const libraries = join(directory, "package/native/lib");
  for (const entry of await readdir(libraries, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(libraries, entry.name));
  }
});
afterEach(() => rm(directory, { recursive: true }));

function version(libraryPath?: string) {
  const program = join(directory, "package/native/bin/initdb");
  const env = libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {};
  return spawnSync(program, ["--version"], { env, encoding: "utf8" });
}

test("the server's programs load once their libraries are linked, and not before", async () => {
  expect(version().stderr).toContain("error while loading shared libraries");

  expect(await linkLibraries(join(directory, "package"), join(directory, "links"))).toBeUndefined();

  expect(version().stdout).toMatch(/^initdb \(PostgreSQL\) \d+/);
});

test("where the package cannot be written, the links lie in the data directory", async () => {
  const inPackage = join(directory, "package");
  // A read-only file system, which even root cannot write to.
  const refusing: typeof symlink = async (to, path) => {
    if (String(path).startsWith(inPackage)) throw Object.assign(new Error(), { code: "EROFS" });
    await symlink(to, path);
  };

  const path = await linkLibraries(inPackage, join(directory, "links"), refusing);

  expect(version(path).stdout).toMatch(/^initdb \(PostgreSQL\) \d+/);
});
