/**
 * `parley verify` proves that nothing was altered or dropped behind Parley's back. Works beside a
 * running server and on a stopped data directory, which it opens itself.
 */
import type { Command } from "commander";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import {
  hasData,
  isMigrated,
  masterKeyOfData,
  withDatabase,
} from "../../store/admin/open-database.ts";
import type { VerifyFinding } from "../../store/admin/verification.ts";
import { type VerifySummary, verify } from "../../store/admin/verify.ts";
import { CommandEnd, type Surroundings, settingsOf } from "../surroundings.ts";

export function addVerifyCommand(program: Command, around: Surroundings): void {
  program
    .command("verify")
    .description("prove that no event, row or published file was altered or dropped")
    .option("--json", "one JSON object a line, the summary last")
    .addHelpText("after", helpText)
    .action(async (options: { json?: boolean }) => {
      process.exitCode = await runVerify(around, options.json === true);
    });
}

const helpText = `
Prints, for each finding, with --json:
  {code, stream, what, message}
and at the end {verified, events, rows, checkpoints, published, erased, findings}

  code    event.* stream.* row.* checkpoint.* published.* erasure.*; docs/reference/commands.md lists them
  stream  the stream of events concerned: a case's id; null for what belongs to none

Exit: 0 everything is as it was written, 1 something is not or cannot be read, 2 wrong usage.`;

/** Answers the exit code. */
async function runVerify(around: Surroundings, json: boolean): Promise<number> {
  const settings = settingsOf(around);
  if (!hasData(settings)) {
    throw new CommandEnd(1, `There is no data in ${settings.dataDirectory}.`);
  }
  let stream: string | null | undefined;
  const report = (finding: VerifyFinding) => {
    if (json) around.out(`${JSON.stringify(finding)}\n`);
    else {
      if (finding.stream !== stream) around.out(`${finding.stream ?? "no stream"}\n`);
      around.out(`  ${finding.code}  ${finding.what}: ${finding.message}\n`);
    }
    stream = finding.stream;
  };
  const summary = await withDatabase(settings, async (database) => {
    const connection = database.connectionFor("keeper");
    if (!(await isMigrated(connection))) {
      throw new CommandEnd(1, "This database holds no Parley yet.");
    }
    const masterKey = await masterKeyOfData(settings, connection);
    const { checkpointFile } = settings;
    return verify({ connection, masterKey, checkpointFile, layout: csafLayout }, report);
  });
  if (!json) for (const each of summary.erased) around.out(`${each}\n`);
  around.out(
    json
      ? `${JSON.stringify({ verified: summary.findings === 0, ...summary })}\n`
      : inWords(summary),
  );
  return summary.findings === 0 ? 0 : 1;
}

function inWords({ events, rows, checkpoints, published, findings }: VerifySummary): string {
  const seen = `${events} events, ${rows} rows, ${checkpoints} checkpoints, ${published} published files`;
  return findings === 0
    ? `verified: ${seen}; all as they were written\n`
    : `NOT VERIFIED: ${findings} findings in ${seen}\n`;
}
