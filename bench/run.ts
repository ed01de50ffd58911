/**
 * Runs the benchmarks, each in a process of its own, and prints a table: `npm run bench [-- NAME…]`.
 * With `--write` the results go to docs/reference/benchmarks.md. Never part of the tests.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../src/lib/project-root.ts";
import { benchmarksPage, type Measured, type Row, tableOf } from "./support/benchmarks-page.ts";
import { machine } from "./support/machine.ts";

/** What each file of bench/ exports. */
interface Bench {
  readonly name: string;
  /** How it was measured, for the reader of the numbers. */
  readonly about?: string;
  run(): Promise<Row[]>;
}

const folder = import.meta.dirname;
const page = join(projectRoot(), "docs/reference/benchmarks.md");

const args = process.argv.slice(2);
if (args[0] === "--one") await runHere(args[1] ?? "");
else await runAll(args);

async function runAll(given: readonly string[]): Promise<void> {
  const known = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && file !== "run.ts")
    .map((file) => file.slice(0, -3));
  const wanted = given.filter((name) => !name.startsWith("--"));
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`no benchmark is called ${unknown.join(", ")}; there are ${known.join(", ")}`);
    process.exitCode = 2;
    return;
  }
  const here = await machine();
  console.log(`${here}\n`);
  const measured: Measured[] = [];
  for (const name of known.filter((each) => wanted.length === 0 || wanted.includes(each))) {
    const result = { ...(await runApart(name)), machine: here, date: today() };
    console.log(`${name}\n${tableOf(result.rows)}\n`);
    measured.push(result);
  }
  if (given.includes("--write")) write(measured);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** A benchmark in a fresh process: what one leaves in memory must not slow down the next. */
async function runApart(name: string): Promise<Pick<Measured, "name" | "about" | "rows">> {
  const child = spawn(process.execPath, [import.meta.filename, "--one", name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`the benchmark ${name} failed`);
  return JSON.parse(Buffer.concat(said).toString());
}

async function runHere(file: string): Promise<void> {
  const bench = (await import(join(folder, `${file}.ts`))) as Bench;
  const rows = await bench.run();
  process.stdout.write(JSON.stringify({ name: bench.name, about: bench.about ?? "", rows }));
}

/** Benchmarks that were not run now keep their numbers, with their machine and date. */
function write(measured: readonly Measured[]): void {
  writeFileSync(page, benchmarksPage(existsSync(page) ? readFileSync(page, "utf8") : "", measured));
  console.log("written to docs/reference/benchmarks.md");
}
