/**
 * `parley evidence CASE --out FILE` has the running server make the plain evidence pack of a case,
 * and writes its archive. What it holds is the server's to decide.
 */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { jsonBody } from "../../api/client.ts";
import { CommandEnd, fromServer, type Surroundings } from "../surroundings.ts";
import { addEvidenceVerifyCommand } from "./evidence-verify.ts";

type Options = { out?: string; json?: boolean };

export function addEvidenceCommand(program: Command, around: Surroundings): void {
  const evidence = program
    .command("evidence")
    .description("make the signed evidence pack of a case, or verify one")
    .argument("[case]", "reference or id of the case")
    .option("--out <file>", "where to write the archive")
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (which: string | undefined, options: Options) => {
      await make(which, options, around);
    });
  addEvidenceVerifyCommand(evidence, around);
}

const helpText = `
Prints with --json: {file, bytes, sha256}

The pack walks each promise of the case: clause, clock, messages and events, without names and
content. Making it is recorded on the case. docs/reference/evidence.md says what is in it.

Exit: 0 written, 1 refused or no server runs, 2 wrong usage.`;

async function make(which: string | undefined, options: Options, around: Surroundings) {
  const { out, json } = options;
  if (!which || !out) throw new CommandEnd(2, 'Say which case, and where to: "CASE --out FILE".');
  const path = "/command-line/evidence";
  const body = jsonBody({ case: which });
  const { archive, sha256 } = await fromServer(around, { method: "POST", path, body });
  const bytes = Buffer.from(String(archive), "base64");
  await written(out, bytes);
  const answer = { file: out, bytes: bytes.length, sha256 };
  around.out(json ? `${JSON.stringify(answer)}\n` : `${out}: ${bytes.length} bytes, ${sha256}\n`);
}

/** For its owner alone: even without names it says how a case went. */
async function written(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes, { mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code) throw error;
    throw new CommandEnd(1, `${file} cannot be written (${code}).`);
  }
}
