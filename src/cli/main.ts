/** The `parley` command as a process; bin/parley leads here. */
import { runParley } from "./run-parley.ts";
import { realSurroundings } from "./surroundings.ts";

// A reader that has seen enough, such as head(1), closes the pipe: that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const code = await runParley(process.argv.slice(2), realSurroundings);
if (code !== undefined) process.exitCode = code;
