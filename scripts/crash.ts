/**
 * Kills the running product with everything it started, again and again under load, and checks that
 * nothing it had promised is lost: `scripts/crash.ts --kills N --seed S`. Ends with 1 on any loss.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { CrashRun } from "./crash/crash-run.ts";
import { finalChecks } from "./crash/final-checks.ts";

await main();

async function main(): Promise<void> {
  const { kills, seed, keep } = settings();
  if (process.platform !== "linux") {
    console.error("the whole tree of processes can be found and killed on Linux only");
    process.exitCode = 2;
    return;
  }
  const directory = await mkdtemp(`${tmpdir()}/parley-crash-`);
  const run = await CrashRun.prepare(directory, seed);
  const problems: string[] = [];
  try {
    await run.start();
    for (let kill = 1; kill <= kills && problems.length === 0; kill += 1) {
      problems.push(...(await run.killAndRestart()));
      console.log(`${kill}/${kills} ${run.state()}`);
    }
    await run.endLoad();
    problems.push(...(await finalChecks(run)));
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    await run.close();
  }
  for (const problem of problems.slice(0, 50)) console.log(`WRONG: ${problem.slice(0, 2_000)}`);
  const verdict = problems.length === 0 ? "nothing lost" : `${problems.length} problems`;
  console.log(`${run.kills} kills, seed ${seed}: ${run.state()}: ${verdict}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
  if (keep || problems.length > 0) console.log(`the data is kept in ${directory}`);
  else await rm(directory, { recursive: true, force: true });
}

function settings() {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "20" },
      seed: { type: "string", default: "1" },
      keep: { type: "boolean", default: false },
    },
  });
  return { kills: Number(values.kills), seed: Number(values.seed), keep: values.keep };
}
