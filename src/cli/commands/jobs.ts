/** `parley jobs` says what the running server still owes: effects to hand on, queues and timers. */
import type { Command } from "commander";
import { fromServer, type Surroundings } from "../surroundings.ts";

export function addJobsCommand(program: Command, around: Surroundings): void {
  program
    .command("jobs")
    .description("say what the running server still has to do")
    .option("--retry", "give jobs that failed for good back to their queues")
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (options: { json?: boolean; retry?: boolean }) => {
      if (options.retry) {
        const path = "/command-line/jobs/retry";
        const { retried } = await fromServer(around, { method: "POST", path });
        around.out(options.json ? `${JSON.stringify({ retried })}\n` : `given back: ${retried}\n`);
        return;
      }
      const state = await fromServer(around, { method: "GET", path: "/command-line/jobs" });
      around.out(options.json ? `${JSON.stringify(state)}\n` : inWords(state));
    });
}

const helpText = `
Prints with --json: {owed, jobs:[…]}

  owed  effects of committed changes that no queue has taken yet (counted up to 10,000)
  jobs  one row for each queue, job that failed for good, and timer

With --retry and --json: {retried}

Exit: 0 said, 1 no server runs, 2 wrong usage.`;

function inWords({ owed, jobs }: Readonly<Record<string, unknown>>): string {
  const rows = Array.isArray(jobs) ? jobs : [];
  const lines = rows.map((row: object) =>
    Object.entries(row)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(", "),
  );
  return [`effects to hand on: ${String(owed)}`, ...lines].map((line) => `${line}\n`).join("");
}
