/** Waits until a running Parley has nothing left to do: no report to register, no mail owed, no job. */
import { waiting } from "../../scripts/crash/stored.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import type { RunningContext } from "./running-context.ts";

export async function jobsDone(behind: RunningContext): Promise<void> {
  await eventually("the end of all jobs", async () => {
    const left = Object.values(await waiting(behind)).some((count) => count > 0);
    return left ? undefined : true;
  });
}
