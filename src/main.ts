/**
 * Where the program begins: reads the settings, starts Parley, says where it is, and ends it in
 * order when asked to. What goes wrong at the start is one sentence and exit 1.
 */
import v8 from "node:v8";
import { newClosers } from "./closers.ts";
import { type Config, ConfigProblems, readConfig } from "./config.ts";
import { Refusal } from "./core/refusal.ts";
import { type Log, linesTo, makeLog } from "./lib/log.ts";
import { readableLog } from "./lib/readable-log.ts";
import { startParley } from "./parley.ts";
import { welcome } from "./welcome.ts";

/** Whoever stops Parley may kill it after ten seconds; we are done before. */
const stopWithinMs = 9_000;

/**
 * Memory is cleaned when it has doubled since the last time. By itself V8 cleans a quiet server after
 * every tenth more: a long page waited 70 ms for that each dozenth time it was asked for.
 */
const memoryGrowthPercent = 100;

/** What is asked for before there is a policy to read again is answered by the start itself. */
let reloadPolicy = async (): Promise<void> => {};

v8.setFlagsFromString(`--heap-growing-percent=${memoryGrowthPercent}`);
await main();

async function main(): Promise<void> {
  let log: Log | undefined;
  const closers = newClosers();
  try {
    const config = readConfig(process.env);
    log = logFor(config);
    endOnSignal(log, closers);
    const started = await startParley(config, log, closers);
    reloadPolicy = () => started.reloadPolicy();
    process.stdout.write(welcome(started));
    log.info({ demonstration: config.demonstration }, "ready");
  } catch (error) {
    tell(error, log);
    if (log) await closers.closeAll(log);
    process.exit(1);
  }
}

function logFor(config: Config): Log {
  const destination = process.stderr.isTTY ? readableLog(process.stderr) : linesTo(2);
  return makeLog({ level: config.logLevel, destination });
}

function endOnSignal(log: Log, closers: ReturnType<typeof newClosers>): void {
  const end = (signal: NodeJS.Signals) => {
    log.info({ signal }, "stopping");
    setTimeout(() => {
      log.error({}, "stopping took too long; what was not done is done at the next start");
      process.exit(1);
    }, stopWithinMs).unref();
    void closers.closeAll(log).then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, end);
  // On a terminal it means that the terminal was closed; to a service, that its files changed.
  const onTerminal = process.stdout.isTTY || process.stderr.isTTY;
  if (onTerminal) process.once("SIGHUP", end);
  else {
    process.on("SIGHUP", () => {
      reloadPolicy().catch((err) => log.error({ err }, "the policy file was not read again"));
    });
  }
}

/** One sentence for what a person can mend; all there is for everything else. */
function tell(error: unknown, log: Log | undefined): void {
  if (error instanceof ConfigProblems) {
    for (const problem of error.problems) process.stderr.write(`parley: ${problem}\n`);
  } else if (error instanceof Refusal) {
    process.stderr.write(`parley: ${error.message}\n`);
  } else if (log) {
    log.fatal({ err: error }, "Parley could not start");
  } else {
    throw error;
  }
}
