/** `parley restore` puts a backup back, and records where an older database is used knowingly. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { decryptText } from "../../formats/mail/encrypted-text.ts";
import { acceptOlderData, restoreData } from "../../store/admin/back-up-data.ts";
import type { EndedAccess } from "../../store/admin/backup/end-access.ts";
import type { RestoreSummary } from "../../store/admin/backup/restore.ts";
import { hasData } from "../../store/admin/open-database.ts";
import { inBytes } from "../in-bytes.ts";
import { progressTo } from "../progress.ts";
import { secretIn } from "../secret-file.ts";
import { CommandEnd, fromServerIfRunning, type Surroundings, settingsOf } from "../surroundings.ts";

interface Options {
  readonly force?: boolean;
  readonly accept?: boolean;
  readonly keepTokens?: boolean;
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly json?: boolean;
}

export function addRestoreCommand(program: Command, around: Surroundings): void {
  program
    .command("restore")
    .description("put a backup back, on an empty machine")
    .argument("[file]", "the backup; left out, --accept is about the data that is here")
    .option("--force", "replace the data that is here")
    .option("--accept", "use data that is older than its checkpoint file, and record it")
    .option("--keep-tokens", "leave API tokens as they were, those revoked since among them")
    .option("--key <private key>", "open the keys that the backup brings with this OpenPGP key")
    .option("--passphrase-file <file>", "open them with the passphrase in this file")
    .option("--json", "one JSON object a line")
    .addHelpText("after", helpText)
    .action(async (file: string | undefined, options: Options) => {
      await refuseBesideServer(around);
      process.exitCode = file
        ? await restore(around, file, options)
        : await acceptHere(around, options);
    });
}

const helpText = `
The backup is read to its end before anything is changed. Nothing may run on the data meanwhile.
PARLEY_KEY_PASSPHRASE opens the private key of --key where that needs one.

Prints with --json the findings of the verification, one a line, and at the end
  {restored, madeAt, tables, files, checkpoints, bytes, migrated, accepted, erasuresToRepeat,
   ended: {sessions, links, tokens, tokensKept}, unopened, verified}
or, without a file, {accepted, stored, ended}: up to which checkpoint the file goes, and the database.

Exit: 0 restored and verified, 1 not restored or not as it was written, 2 wrong usage.`;

async function refuseBesideServer(around: Surroundings): Promise<void> {
  const status = { method: "GET", path: "/command-line/status" } as const;
  if (await fromServerIfRunning(around, status)) {
    const { dataDirectory } = settingsOf(around);
    throw new CommandEnd(1, `Parley runs on ${dataDirectory}. Stop it first.`);
  }
}

async function restore(around: Surroundings, file: string, options: Options): Promise<number> {
  const settings = settingsOf(around);
  const tell = progressTo(around);
  const opening = {
    passphrase: options.passphraseFile && (await secretIn(options.passphraseFile)),
    withKey: options.key && (await openerOf(options.key, around)),
  };
  const done = await restoreData(
    settings,
    file,
    { passphrase: opening.passphrase || undefined, withKey: opening.withKey || undefined },
    {
      force: options.force === true,
      accept: options.accept === true,
      keepTokens: options.keepTokens === true,
      now: around.now(),
      layout: csafLayout,
      progress: (what, bytes, of) => tell(`${what}: ${inBytes(bytes)} of ${inBytes(of)}`),
      report: (finding) =>
        around.out(
          options.json
            ? `${JSON.stringify(finding)}\n`
            : `  ${finding.code}  ${finding.what}: ${finding.message}\n`,
        ),
    },
  );
  const whole = done.unopened === 0 && (done.verified?.findings ?? 0) === 0;
  around.out(options.json ? `${JSON.stringify({ restored: whole, ...done })}\n` : inWords(done));
  return whole ? 0 : 1;
}

function inWords(done: RestoreSummary): string {
  const { verified, migrated, unopened, erasuresToRepeat, accepted } = done;
  const lines = [`restored: ${done.tables} tables and ${done.files} files as of ${done.madeAt}`];
  if (migrated.length > 0) {
    lines.push(`applied ${migrated.length} migrations: start Parley, then run "parley verify"`);
  } else if (verified?.findings === 0) lines.push("verified: all as it was written");
  else lines.push(`NOT VERIFIED: ${verified?.findings} findings`);
  if (unopened > 0) lines.push(`NOT OPENED: ${unopened} wrapped keys do not open with this key`);
  if (accepted !== null)
    lines.push(`recorded: what came after, up to checkpoint ${accepted}, is lost`);
  if (erasuresToRepeat > 0) {
    lines.push(`the next start repeats ${erasuresToRepeat} erasures and closings of accounts`);
  }
  lines.push(endedInWords(done.ended), goThrough(done.madeAt));
  return lines.map((line) => `${line}\n`).join("");
}

function endedInWords({ sessions, links, tokens, tokensKept }: EndedAccess): string {
  const kept = tokensKept > 0 ? `; ${tokensKept} API tokens work as before` : "";
  return `ended: ${sessions} sessions, ${links} links and ${tokens} API tokens${kept}`;
}

/** Nothing outside the database tells who was taken off a case, out of a team or a role since. */
const goThrough = (since: string) =>
  `GO THROUGH roles, teams, members of cases and who is on call before you let others in: they are as of ${since}`;

async function openerOf(file: string, around: Surroundings) {
  const armored = await readFile(file, "utf8").catch(() => {
    throw new CommandEnd(2, `${file} cannot be read.`);
  });
  const passphrase = around.environment.PARLEY_KEY_PASSPHRASE;
  const own = { armored, ...(passphrase ? { passphrase } : {}) };
  return (message: string) => decryptText(message, own);
}

async function acceptHere(around: Surroundings, options: Options): Promise<number> {
  if (!options.accept) throw new CommandEnd(2, "Name the backup to restore, or give --accept.");
  const settings = settingsOf(around);
  if (!hasData(settings)) {
    throw new CommandEnd(1, `There is no data in ${settings.dataDirectory}.`);
  }
  const keepTokens = options.keepTokens === true;
  const done = await acceptOlderData(settings, { now: around.now(), keepTokens });
  const words =
    done.accepted === null
      ? "nothing to accept: the database is as new as its checkpoint file"
      : `recorded: the file goes on to checkpoint ${done.accepted}, the database from ${done.stored}`;
  const ended = done.ended ? `${endedInWords(done.ended)}\n${goThrough("an older backup")}\n` : "";
  around.out(options.json ? `${JSON.stringify(done)}\n` : `${words}\n${ended}`);
  return 0;
}
