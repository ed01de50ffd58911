/** Runs one `parley` command and turns its end into an exit code: 0 fine, 1 bad, 2 usage. Never ends the process. */
import { CommanderError } from "commander";
import { ConfigProblems } from "../config.ts";
import { Refusal } from "../core/refusal.ts";
import { parleyProgram } from "./program.ts";
import { CommandEnd, type Surroundings } from "./surroundings.ts";

/** Answers the exit code, or undefined where the command set it itself. */
export async function runParley(
  args: readonly string[],
  around: Surroundings,
): Promise<number | undefined> {
  try {
    await parleyProgram(around).parseAsync(args, { from: "user" });
    return undefined;
  } catch (error) {
    return endOf(error, around);
  }
}

function endOf(error: unknown, { err }: Surroundings): number {
  // Commander has written its own words; help that was asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandEnd) {
    err(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof ConfigProblems || error instanceof Refusal) {
    err(`${error.message}\n`);
    return 1;
  }
  throw error;
}
