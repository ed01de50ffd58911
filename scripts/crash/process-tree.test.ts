import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { killTree } from "../../test/support/process-tree.ts";

test.runIf(existsSync("/proc/self/stat"))(
  "killing a tree ends a process, its children and theirs, also in groups of their own",
  async () => {
    const script = "setsid sh -c 'sleep 600 & echo $!; wait' & wait";
    const root = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "ignore"] });
    const [line] = await once(root.stdout, "data");
    const grandchild = Number(String(line));

    const count = await killTree(root.pid ?? 0);

    expect(count).toBeGreaterThanOrEqual(3);
    expect(isRunning(grandchild)).toBe(false);
  },
);

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/exe`) && process.kill(pid, 0);
}
