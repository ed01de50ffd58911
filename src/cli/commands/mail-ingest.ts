/**
 * `parley mail ingest FILE…` gives mail files to the running server, as if they had come by LMTP.
 * It says "taken" only for what is sealed and on the disk.
 */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { CommandEnd, fromServer, type Surroundings } from "../surroundings.ts";

export function addMailIngestCommand(parent: Command, around: Surroundings): void {
  parent
    .command("ingest")
    .description("give mail files to the running server")
    .argument("<files...>", "messages as they came (RFC 5322); - is standard input")
    .option("--json", "one JSON object a line")
    .addHelpText("after", helpText)
    .action(async (files: string[], options: { json?: boolean }) => {
      process.exitCode = await ingest(files, around, options.json === true);
    });
}

const helpText = `
Prints, for each file in turn, with --json:
  {file, taken, receivedAt} or {file, taken: false, error}

The same bytes again are the same mail and make no second report.

Exit: 0 all are taken, 1 some are not, 2 wrong usage.`;

/** Takes the files one after another; answers the exit code. */
async function ingest(
  files: readonly string[],
  around: Surroundings,
  json: boolean,
): Promise<number> {
  let code = 0;
  for (const file of files) {
    const answer = await ingestOne(file, around);
    if (!answer.taken) code = 1;
    if (json) around.out(`${JSON.stringify(answer)}\n`);
    else if (answer.taken) around.out(`${file}: taken\n`);
    else around.err(`${file}: ${answer.error}\n`);
  }
  return code;
}

type Answer =
  | { file: string; taken: true; receivedAt: unknown }
  | { file: string; taken: false; error: string };

async function ingestOne(file: string, around: Surroundings): Promise<Answer> {
  try {
    const bytes = await readFile(file === "-" ? "/dev/stdin" : file);
    const body = { type: "message/rfc822", bytes };
    const path = "/command-line/mail";
    const { receivedAt } = await fromServer(around, { method: "POST", path, body });
    return { file, taken: true, receivedAt };
  } catch (error) {
    if (error instanceof CommandEnd) return { file, taken: false, error: error.message };
    const { code } = error as NodeJS.ErrnoException;
    if (!code) throw error;
    return { file, taken: false, error: `The file cannot be read (${code}).` };
  }
}
