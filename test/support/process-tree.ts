/**
 * Ends a process with everything that it started, at one moment, as a power cut does. Linux only.
 * Touches nothing that is not a descendant of the process it is given.
 */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  /** `Z` for one that has ended and waits for its parent to notice. */
  readonly state: string;
}

/** Kills the process and all its descendants with SIGKILL; resolves with how many there were. */
export async function killTree(root: number): Promise<number> {
  const found = freezeTree(root);
  for (const pid of found) signal(pid, "SIGKILL");
  for (const pid of found) await gone(pid);
  return found.length;
}

/**
 * Stops all of them first: otherwise the ones that are killed last would still act on the death of
 * the others (a backend notices its postmaster's end), which no power cut allows.
 */
function freezeTree(root: number): number[] {
  const frozen = new Set<number>();
  for (;;) {
    const fresh = treeOf(root).filter((pid) => !frozen.has(pid));
    if (fresh.length === 0) return [...frozen];
    for (const pid of fresh) {
      signal(pid, "SIGSTOP");
      frozen.add(pid);
    }
  }
}

function treeOf(root: number): number[] {
  const all = processes();
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid: parent } of tree) tree.push(...all.filter((each) => each.parent === parent));
  return tree.filter(({ state }) => state !== "Z").map(({ pid }) => pid);
}

function processes(): ProcessState[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => stateOf(Number(name)) ?? []);
}

function stateOf(pid: number): ProcessState | undefined {
  try {
    // The name in parentheses may hold blanks and parentheses itself; what follows it may not.
    const [state = "", parent = ""] =
      readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { pid, parent: Number(parent), state };
  } catch {
    return undefined;
  }
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    const found = stateOf(pid);
    if (!found || found.state === "Z" || found.state === "X") return;
    await pause(2);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
