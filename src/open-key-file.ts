/**
 * Opens the OpenPGP private keys that the operator keeps in a file. Read once, at the start, and held
 * in memory; a file that cannot be used stops the start.
 */
import { readFile } from "node:fs/promises";
import { type Config, ConfigProblems } from "./config.ts";
import type { KeyOutside } from "./core/keys/own-key-tools.ts";
import { Refusal } from "./core/refusal.ts";
import type { MailReader } from "./formats/mail/mail-reader.ts";

/** By fingerprint, in the order of the file; nothing where no file is named. Throws ConfigProblems. */
export async function keysOutsideOf(
  { mail }: Pick<Config, "mail">,
  reader: Pick<MailReader, "openKeyFile">,
  now: Date,
): Promise<ReadonlyMap<string, KeyOutside>> {
  const { keyFile, keyPassphraseFile } = mail;
  if (keyFile === undefined) return new Map();
  const text = await textOf("PARLEY_MAIL_KEY_FILE", keyFile);
  const passphrase =
    keyPassphraseFile === undefined
      ? undefined
      : // Editors end a file with a line end, which is no part of what was typed.
        (await textOf("PARLEY_MAIL_KEY_PASSPHRASE_FILE", keyPassphraseFile)).replace(/\r?\n$/, "");
  try {
    const keys = await reader.openKeyFile(text, passphrase, now);
    return new Map(keys.map((key) => [key.fingerprint, key]));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ConfigProblems([`PARLEY_MAIL_KEY_FILE cannot be used. ${error.message}`]);
  }
}

async function textOf(name: string, path: string): Promise<string> {
  return await readFile(path, "utf8").catch(() => {
    throw new ConfigProblems([`${name} cannot be read.`]);
  });
}
