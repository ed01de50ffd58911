/**
 * Starts the thread that reads mail, with the keys that lie outside the store: S/MIME files, and what
 * a gpg-agent holds. Reads files once, at the start; a file that cannot be used stops it.
 */
import { readFile, stat } from "node:fs/promises";
import { type Config, ConfigProblems } from "./config.ts";
import { type MailReader, mailReader } from "./formats/mail/mail-reader.ts";
import { readWithAgent } from "./formats/mail/read-with-agent.ts";
import { openSmimeKeys, type SmimeKeys } from "./formats/mail/smime/smime-keys.ts";
import { gpgAgent } from "./integrations/gnupg/gpg-agent.ts";

/** Throws ConfigProblems. */
export async function openMailReader({ mail }: Pick<Config, "mail">): Promise<MailReader> {
  const smime = await smimeKeysOf(mail);
  const { gpgHome } = mail;
  if (gpgHome !== undefined && !(await isFolder(gpgHome))) {
    throw new ConfigProblems(["PARLEY_GPG_HOME is no folder that can be read."]);
  }
  const reader = mailReader();
  const read: MailReader["read"] = (raw, keys, limits) =>
    reader.read(raw, smime ? { ...keys, smime } : keys, limits);
  const withAgent = gpgHome === undefined ? read : readWithAgent(read, gpgAgent({ home: gpgHome }));
  return { ...reader, read: withAgent };
}

async function smimeKeysOf({
  smimeCaFile,
  smimeKeyFile,
}: Config["mail"]): Promise<SmimeKeys | undefined> {
  if (smimeCaFile === undefined && smimeKeyFile === undefined) return undefined;
  const authorities = await textOf("PARLEY_SMIME_CA_FILE", smimeCaFile);
  const own = await textOf("PARLEY_SMIME_KEY_FILE", smimeKeyFile);
  const found = opened("PARLEY_SMIME_CA_FILE", { authorities, own: "" }).authorities;
  const mine = opened("PARLEY_SMIME_KEY_FILE", { authorities: "", own }).own;
  const problems = [
    ...(smimeCaFile !== undefined && found.length === 0
      ? ["PARLEY_SMIME_CA_FILE holds no certificate."]
      : []),
    ...(smimeKeyFile !== undefined && mine.length === 0
      ? ["PARLEY_SMIME_KEY_FILE holds no certificate together with its private key."]
      : []),
  ];
  if (problems.length > 0) throw new ConfigProblems(problems);
  return { authorities, own };
}

async function textOf(name: string, path: string | undefined): Promise<string> {
  if (path === undefined) return "";
  return await readFile(path, "utf8").catch(() => {
    throw new ConfigProblems([`${name} cannot be read.`]);
  });
}

function opened(name: string, keys: SmimeKeys) {
  try {
    return openSmimeKeys(keys);
  } catch {
    throw new ConfigProblems([`${name} holds something that is no certificate or key in PEM.`]);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
