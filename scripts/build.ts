/**
 * Builds dist/: the program, its workers, and the browser's scripts and styles. The same for
 * development and release. Writes only what changed, each file in one step, so that a running
 * server never reads half of one.
 */
import { globSync } from "node:fs";
import { mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, build, transform } from "esbuild";
import { projectRoot } from "../src/lib/project-root.ts";
import { joinStylesheet } from "../src/web/assets/stylesheet.ts";

interface Output {
  readonly path: string;
  readonly contents: Uint8Array;
}

const root = projectRoot();
const target = join(root, "dist");
const assets = "src/web/assets";

const shared = {
  absWorkingDir: root,
  outdir: target,
  bundle: true,
  write: false,
  format: "esm",
  sourcemap: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
} as const satisfies BuildOptions;

await buildAll();

async function buildAll(): Promise<void> {
  const started = new Date();
  const parts = await Promise.all([programs(), browserScripts(), styles(), pictures()]);
  const outputs = parts.flat();
  for (const { path, contents } of outputs) await writeIfChanged(path, contents);
  await removeOthers(new Set(outputs.map(({ path }) => path)));
  await writeStamp(started);
  console.error(`built dist/ in ${Date.now() - started.getTime()} ms`);
}

/** What runs under Node: main.js, cli.js, and workers/NAME.js for each NAME that ends in -worker. */
function programs(): Promise<Output[]> {
  return bundle(
    [
      ...filesOf("src/main.ts").map((path) => ({ in: path, out: "main" })),
      ...filesOf("src/cli/main.ts").map((path) => ({ in: path, out: "cli" })),
      ...filesOf("src/**/*-worker.ts").map((path) => ({
        in: path,
        out: `workers/${nameOf(path)}`,
      })),
    ],
    { platform: "node", target: "node24", packages: "external" },
  );
}

/** Each script of the pages, whole in one file. */
function browserScripts(): Promise<Output[]> {
  const scripts = filesOf(`${assets}/scripts/*.{ts,tsx}`);
  return bundle(
    scripts.map((path) => ({ in: path, out: `assets/${nameOf(path)}` })),
    { platform: "browser", target: "es2022", minify: true },
  );
}

/** The one style sheet, in the order that stylesheet.ts gives. */
async function styles(): Promise<Output[]> {
  const css = joinStylesheet(join(root, assets, "css"));
  const { code } = await transform(css, { loader: "css", minify: true, target: "es2022" });
  return [{ path: join(target, "assets", "parley.css"), contents: Buffer.from(code) }];
}

function pictures(): Promise<Output[]> {
  return Promise.all(
    filesOf(`${assets}/*.svg`).map(async (path) => ({
      path: join(target, "assets", basename(path)),
      contents: await readFile(join(root, path)),
    })),
  );
}

async function bundle(
  entryPoints: { in: string; out: string }[],
  options: BuildOptions,
): Promise<Output[]> {
  if (entryPoints.length === 0) return [];
  const { outputFiles } = await build({ ...shared, ...options, entryPoints, write: false });
  return outputFiles;
}

function nameOf(path: string): string {
  return basename(path).replace(/\.\w+$/, "");
}

function filesOf(pattern: string): string[] {
  const found = globSync(pattern, { cwd: root });
  return found.filter((path) => !path.includes(".test.")).sort();
}

async function writeIfChanged(path: string, contents: Uint8Array): Promise<void> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}

/** What an earlier build made and this one does not. */
async function removeOthers(made: ReadonlySet<string>): Promise<void> {
  for (const name of globSync("**/*.{js,css,svg,map}", { cwd: target })) {
    if (!made.has(join(target, name))) await rm(join(target, name), { force: true });
  }
  // What V8 kept of the former programs (bin/parley).
  await rm(join(target, ".compiled"), { recursive: true, force: true });
}

/** bin/parley builds again when a source is newer than this file: saved after the build began. */
async function writeStamp(started: Date): Promise<void> {
  const stamp = join(target, ".built");
  await writeFile(stamp, "");
  await utimes(stamp, started, started);
}
