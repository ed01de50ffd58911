/**
 * Kills the running product while mail comes in and goes out, and checks that nothing is lost and that
 * what came twice has a reason: `scripts/mail-faults.ts --deliveries N --seed S [--between M]`. N mails
 * come in and about as many leave; ends with 1 on any loss.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { FaultRun } from "./faults/fault-run.ts";
import { accountOfOut, drained, wrongIn } from "./faults/mail-checks.ts";

await main();

async function main(): Promise<void> {
  const { deliveries, seed, between, keep } = settings();
  if (process.platform !== "linux") {
    console.error("the whole tree of processes can be found and killed on Linux only");
    process.exitCode = 2;
    return;
  }
  const directory = await mkdtemp(`${tmpdir()}/parley-faults-`);
  const run = await FaultRun.prepare(directory, seed);
  const problems: string[] = [];
  try {
    problems.push(...(await faults(run, deliveries, between)));
    if (problems.length === 0) problems.push(...(await finalChecks(run)));
  } catch (error) {
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await run.close();
  }
  for (const problem of problems.slice(0, 50)) console.log(`WRONG: ${problem.slice(0, 2_000)}`);
  const verdict = problems.length === 0 ? "nothing lost" : `${problems.length} problems`;
  console.log(`${run.kills.length} kills, seed ${seed}: ${run.state()}: ${verdict}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
  if (keep || problems.length > 0) console.log(`the data is kept in ${directory}`);
  else await rm(directory, { recursive: true, force: true });
}

/** Kills whenever `between` mails more were taken or written. */
async function faults(run: FaultRun, deliveries: number, between: number): Promise<string[]> {
  // Seven of ten mails are acknowledged; a colleague writes the rest and more.
  await run.start({ in: deliveries, written: Math.ceil(deliveries * 0.4) });
  const problems: string[] = [];
  let killedAt = 0;
  while (!run.isOver() && problems.length === 0) {
    const { taken, written, surprises } = run.account;
    problems.push(...surprises.splice(0));
    const done = taken.length + written.length;
    if (done - killedAt >= between) {
      killedAt = done;
      problems.push(...(await run.killAndRestart()));
      console.log(`kill ${run.kills.length}: ${run.state()}`);
    }
    await pause(20);
  }
  if (problems.length === 0) await run.trafficOver();
  return problems;
}

async function finalChecks(run: FaultRun): Promise<string[]> {
  const { db, account, sink, kills } = run;
  const waiting = await drained(db);
  const out = await accountOfOut(db, account, { arrivals: sink.arrivals, kills });
  console.log(
    `${out.sent} mails sent, ${sink.putOff()} times put off; ${out.twice} came more than once under ` +
      `the same Message-ID (${out.beyond} arrivals beyond the first: ${out.cut} after a broken line, ` +
      `${out.killed} after a kill); ${out.unsureOnce} further tries without an answer came once`,
  );
  return [...account.surprises, ...waiting, ...(await wrongIn(db, account)), ...out.wrong];
}

function settings() {
  const { values } = parseArgs({
    options: {
      deliveries: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      between: { type: "string", default: "12" },
      keep: { type: "boolean", default: false },
    },
  });
  return {
    deliveries: Number(values.deliveries),
    seed: Number(values.seed),
    between: Number(values.between),
    keep: values.keep,
  };
}
