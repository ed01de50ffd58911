/** `parley backup` copies everything but the keys into one encrypted file, beside a running server. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Command } from "commander";
import { encryptText } from "../../formats/mail/encrypted-text.ts";
import { projectRoot } from "../../lib/project-root.ts";
import { readPolicyFile } from "../../policy-file.ts";
import { backUpData } from "../../store/admin/back-up-data.ts";
import { hasData } from "../../store/admin/open-database.ts";
import { inBytes } from "../in-bytes.ts";
import { progressTo } from "../progress.ts";
import { secretIn } from "../secret-file.ts";
import { CommandEnd, type Surroundings, settingsOf } from "../surroundings.ts";

interface Options {
  readonly force?: boolean;
  readonly withKeys?: string;
  readonly passphraseFile?: string;
  readonly json?: boolean;
}

export function addBackupCommand(program: Command, around: Surroundings): void {
  program
    .command("backup")
    .description("copy everything but the keys into one encrypted file")
    .argument("<file>", "where to; it appears there when it is whole")
    .option("--force", "write over a file of that name")
    .option("--with-keys <public key>", "add the master keys, closed to this OpenPGP key")
    .option(
      "--passphrase-file <file>",
      "add the master keys, closed by the passphrase in this file",
    )
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action((file: string, options: Options) => backup(around, file, options));
}

const helpText = `
Works beside a running server and on a stopped one. The file is encrypted; who has it and not the master
key learns its date and size. Without --with-keys or --passphrase-file it holds no key: keep the master
key elsewhere.

Prints with --json: {file, madeAt, fileBytes, masterKeyId, tables, files, checkpoints, bytes, erasedMeanwhile}

  masterKeyId      the key that a restore needs
  erasedMeanwhile  sealed files that were erased while it was made

Exit: 0 made, 1 not made, 2 wrong usage.`;

async function backup(around: Surroundings, file: string, options: Options): Promise<void> {
  const settings = settingsOf(around);
  if (!hasData(settings)) {
    throw new CommandEnd(1, `There is no data in ${settings.dataDirectory}.`);
  }
  const now = around.now();
  const tell = progressTo(around);
  const recipient = options.withKeys && (await publicKeyIn(options.withKeys));
  const closing = {
    passphrase: options.passphraseFile && (await secretIn(options.passphraseFile)),
    toKey: recipient ? (text: string) => encryptText(text, recipient, now) : undefined,
  };
  const path = resolve(file);
  const made = await backUpData(settings, closing, {
    path,
    overwrite: options.force === true,
    now,
    version: await ownVersion(),
    policies: await policyTexts(settings.policyFile),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    progress: (what, bytes) => tell(`backing up: ${what}, ${inBytes(bytes)}`),
  });
  const { tables, files, fileBytes, masterKeyId } = made;
  around.out(
    options.json
      ? `${JSON.stringify({ file: path, ...made })}\n`
      : `backed up: ${tables} tables and ${files} files, ${inBytes(fileBytes)} in ${path}\n` +
          `It opens with the master key ${masterKeyId}.\n`,
  );
}

async function publicKeyIn(file: string): Promise<string | Uint8Array> {
  const bytes = await readFile(file).catch(() => {
    throw new CommandEnd(2, `${file} cannot be read.`);
  });
  return bytes.includes("-----BEGIN PGP") ? bytes.toString("utf8") : new Uint8Array(bytes);
}

async function ownVersion(): Promise<string> {
  const text = await readFile(resolve(projectRoot(), "package.json"), "utf8");
  return String(JSON.parse(text).version);
}

/** The policy's file and its parents'; a policy that cannot be read is no reason for no backup. */
async function policyTexts(file: string): Promise<{ name: string; text: string }[]> {
  const { files } = await readPolicyFile(file);
  const texts = await Promise.all(
    files.map(async (path) => {
      const text = await readFile(path, "utf8").catch(() => undefined);
      return text === undefined ? [] : [{ name: basename(path), text }];
    }),
  );
  return texts.flat();
}
