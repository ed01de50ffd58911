/**
 * Makes a fresh clone ready: packages, the pinned Node, the build. Plain JavaScript that any
 * Node from 20.19 runs. Never writes to standard output, never runs a package's install script.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = join(root, "node_modules", ".bin");
const pinnedNode = join(commands, "node");
const installed = join(root, "node_modules", ".package-lock.json");

/** A sentence for the person at the terminal; ends the command without a stack trace. */
export class CannotStart extends Error {}

const say = (sentence) => process.stderr.write(`parley: ${sentence}\n`);
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/**
 * Installs what package-lock.json asks for where it is missing or of another version.
 * With `development: false`, only what running needs.
 */
export function ensureInstalled({ development }) {
  if (missingPackages(development) > 0) alone(() => installMissing(development));
}

/** Two commands at once in a fresh clone (`npm start`, `npm test`) would undo each other's work. */
function alone(deed) {
  const mark = join(root, ".installing");
  for (let waiting = false; ; waiting = true) {
    try {
      writeFileSync(mark, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST")
        throw new CannotStart(`cannot write to ${root}: ${error.message}`);
    }
    if (isOver(mark)) rmSync(mark, { force: true });
    else if (!waiting) say("waiting for another command that is installing the packages");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  try {
    deed();
  } finally {
    rmSync(mark, { force: true });
  }
}

/** Whether the process that left the mark has ended; an empty mark is just being written. */
function isOver(mark) {
  try {
    const pid = Number(readFileSync(mark, "utf8"));
    if (pid > 0) process.kill(pid, 0);
    // In a container the same number comes back to every new start.
    return pid === process.pid;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function installMissing(development) {
  const missing = missingPackages(development);
  if (missing === 0) return;
  const started = Date.now();
  say(`installing ${missing} packages (the first time only; this can take a minute)`);
  // Starting Parley in a developer's checkout takes nothing of it away.
  const keeps = Object.values(packagesOf(installed)).some((entry) => entry.dev);
  clearUnfinished();
  install(development || keeps ? "--include=dev" : "--omit=dev");
  const still = missingPackages(development);
  if (still > 0) {
    throw new CannotStart(
      `${still} packages are not the ones that package-lock.json names; get a clean copy of Parley.`,
    );
  }
  say(`installed in ${seconds(started)}`);
}

/**
 * npm records what it installed when it is done. Without that record an installation was cut off,
 * and a half-written package looks whole; so the record goes first, and what lacks it goes too.
 */
function clearUnfinished() {
  if (existsSync(installed)) rmSync(installed);
  else rmSync(join(root, "node_modules"), { recursive: true, force: true });
}

function install(wanted) {
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional package, which
  // some registries do not carry. `missingPackages` compares the result with the lock file.
  // No install scripts: nothing here needs one, and they are a way in for a stolen package.
  // Warnings stay silent: npm would complain of an old Node, which is not the one Parley runs on.
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  const { status, error } = spawnSync(
    "npm",
    ["install", "--no-save", wanted, "--include=optional", "--ignore-scripts", ...quiet],
    { cwd: root, stdio: ["ignore", 2, 2] },
  );
  if (error) throw new CannotStart(`npm could not be run (${error.message}); is it installed?`);
  if (status !== 0) {
    throw new CannotStart(
      "the packages could not be installed; npm says why above. Then try again.",
    );
  }
}

/** How many packages of the lock file are absent, by npm's own record of what it installed. */
function missingPackages(development) {
  const wanted = Object.entries(packagesOf(join(root, "package-lock.json")));
  const present = packagesOf(installed);
  return wanted.filter(([path, entry]) => {
    if (path === "" || (entry.dev && !development)) return false;
    const found = present[path];
    // A package for another platform is absent everywhere but there.
    if (found === undefined) return !entry.optional && !entry.devOptional;
    return found.version !== entry.version || found.integrity !== entry.integrity;
  }).length;
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

/** The Node to run everything with: the pinned one, or this one where none is pinned. */
export function nodeToUse() {
  if (existsSync(pinnedNode)) return pinnedNode;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new CannotStart(
    `there is no ready-made Node 24 for ${process.platform} on ${process.arch}; install Node 24 or later and start again.`,
  );
}

/** Whether this very process already runs on that Node. */
export const runsOn = (node) => realpathSync(node) === realpathSync(process.execPath);

/** Builds dist/ when anything that goes into it is newer. Takes well under a second. */
export function ensureBuilt(node) {
  if (!existsSync(join(root, "src"))) return;
  const stamp = join(root, "dist", ".built");
  const sources = ["src", "package.json", "scripts/build.ts"].map((name) => join(root, name));
  if (existsSync(stamp) && Math.max(...sources.map(newest)) < statSync(stamp).mtimeMs) return;
  const build = spawnSync(node, [join(root, "scripts", "build.ts")], { stdio: ["ignore", 2, 2] });
  if (build.status !== 0) throw new CannotStart("the build failed; the lines above say where.");
}

/** The latest modification under a path; folders count, so that removals are noticed. */
function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce(
    (latest, name) => Math.max(latest, newest(join(path, name))),
    found.mtimeMs,
  );
}

/** The environment in which a bare command name means the project's own. */
export const environment = () => ({
  ...process.env,
  PATH: `${commands}${delimiter}${process.env.PATH ?? ""}`,
});

/**
 * Runs a program in this one's place: same terminal, signals passed on, its exit status ours.
 * `tied` asks the kernel (where it can) to end the program when this process is killed outright.
 */
export function runInstead(program, args, { tied = false } = {}) {
  const useSetpriv = tied && canTie();
  const child = useSetpriv
    ? spawn("setpriv", ["--pdeathsig", "TERM", "--", program, ...args], running())
    : spawn(program, args, running());
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"]) {
    // A terminal sends its ^C to both of us; passed on as well, it would count as a second one.
    process.on(signal, () =>
      signal === "SIGINT" && process.stdin.isTTY ? null : child.kill(signal),
    );
  }
  child.on("error", (error) => end(new CannotStart(`${program}: ${error.message}`)));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

const running = () => ({ stdio: "inherit", env: environment() });

function canTie() {
  if (process.platform !== "linux") return false;
  return spawnSync("setpriv", ["--pdeathsig", "TERM", "true"], { stdio: "ignore" }).status === 0;
}

/** Runs a command's whole body; what it cannot do is said in one sentence. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    end(error);
  }
}

function end(error) {
  if (!(error instanceof CannotStart)) throw error;
  say(error.message);
  process.exit(1);
}
