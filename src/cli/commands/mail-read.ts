/**
 * `parley mail read FILE` shows what a mail file holds: decrypted where a key fits, with the state of
 * its signature. Needs no server; writes nothing, fetches nothing.
 */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { decryptFailures, mailProblems } from "../../formats/mail/mail-problem.ts";
import type { OwnKey } from "../../formats/mail/own-key.ts";
import { type ReadMail, readMail } from "../../formats/mail/read-mail.ts";

interface Options {
  readonly key: readonly string[];
  readonly trust: readonly string[];
  readonly json?: boolean;
}

/** Adds the command under `parley mail`; its answer becomes the exit code of the process. */
export function addMailReadCommand(parent: Command): void {
  parent
    .command("read")
    .description("read one mail file: decrypt it and check its signature")
    .argument("<file>", "the message as it came (RFC 5322)")
    .option("--key <files...>", "private keys to decrypt with", collect, [])
    .option("--trust <files...>", "public keys to check the signature with", collect, [])
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (file: string, options: Options) => {
      process.exitCode = await readMailFile(file, options, {
        passphrase: process.env.PARLEY_KEY_PASSPHRASE,
        now: new Date(),
        out: (text) => process.stdout.write(text),
        err: (text) => process.stderr.write(text),
      });
    });
}

const helpText = `
Prints with --json:
  {subject, from, body, encrypted, decrypted, signature:{state, fingerprint},
   attachments:[{name, type, bytes, sha256}]}, and reason when it is not decrypted

  signature.state  good, good-expired-key, good-revoked-key, unknown-key, bad, none
  bytes            the attachment's size
PARLEY_KEY_PASSPHRASE opens the private keys that need one.

Exit: 0 read, 1 not decrypted, bad signature or unreadable, 2 wrong usage.`;

export interface MailReadSurroundings {
  readonly passphrase: string | undefined;
  readonly now: Date;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Reads the file and prints it; gives the exit code. */
export async function readMailFile(
  file: string,
  options: Options,
  { passphrase, now, out, err }: MailReadSurroundings,
): Promise<number> {
  const unread: string[] = [];
  const load = async (path: string) =>
    await readFile(path).catch((error: NodeJS.ErrnoException) => {
      unread.push(`${path} cannot be read (${error.code ?? "unknown"}).\n`);
      return Buffer.alloc(0);
    });
  const raw = await load(file);
  const privateKeys = await Promise.all(options.key.map(load));
  const trusted = await Promise.all(options.trust.map(load));
  if (unread.length > 0) {
    for (const line of unread) err(line);
    return 2;
  }
  const own = await Promise.all(privateKeys.map((bytes) => toOwnKey(bytes, passphrase)));
  const trust = trusted.map((bytes) => armored(bytes, "PUBLIC"));
  const mail = await readMail(raw, { own, trust, now });
  out(options.json ? `${JSON.stringify(toAnswer(mail))}\n` : inWords(mail));
  return isFine(mail) ? 0 : 1;
}

function isFine(mail: ReadMail): boolean {
  const closed = mail.encrypted && !mail.decrypted;
  return !closed && mail.signature.state !== "bad" && !mail.problems.includes("mail.too-large");
}

function toAnswer(mail: ReadMail): object {
  return {
    subject: mail.subject,
    from: mail.from?.address ?? null,
    body: mail.text,
    encrypted: mail.encrypted,
    decrypted: mail.decrypted,
    ...(mail.decryptFailure === null ? {} : { reason: decryptFailures[mail.decryptFailure] }),
    signature: { state: mail.signature.state, fingerprint: mail.signature.fingerprint },
    attachments: mail.attachments.map(({ name, type, bytes, sha256 }) => ({
      name,
      type,
      bytes: bytes.length,
      sha256,
    })),
  };
}

function inWords(mail: ReadMail): string {
  const { state, fingerprint } = mail.signature;
  const lines = [
    `From:       ${mail.from?.address ?? "(none)"}`,
    `Subject:    ${mail.subject ?? "(none)"}`,
    `Encrypted:  ${mail.encrypted ? (mail.decrypted ? "yes, decrypted" : "yes, not decrypted") : "no"}`,
    `Signature:  ${state}${fingerprint ? ` ${fingerprint}` : ""}`,
    ...(mail.decryptFailure === null ? [] : [decryptFailures[mail.decryptFailure]]),
    ...mail.problems.map((problem) => mailProblems[problem]),
    ...mail.keysFound.map((key) => `Key inside: ${key.fingerprint} ${key.userIds.join(", ")}`),
    ...mail.attachments.map(
      (each) => `Attached:   ${each.name} (${each.type}, ${each.bytes.length} bytes)`,
    ),
    "",
    mail.text,
    ...(mail.outsideText === null
      ? []
      : ["", "--- outside the protected part, from anybody ---", mail.outsideText]),
  ];
  return lines.map((line) => `${safeForTerminal(line)}\n`).join("");
}

// A mail must not move the cursor, colour or retitle the terminal of who reads it.
function safeForTerminal(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, "?");
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

async function toOwnKey(bytes: Buffer, passphrase: string | undefined): Promise<OwnKey> {
  const key = { armored: armored(bytes, "PRIVATE") };
  return passphrase === undefined ? key : { ...key, passphrase };
}

/** Key files come armored or binary (gpg --export without --armor). */
function armored(bytes: Buffer, kind: "PUBLIC" | "PRIVATE"): string {
  const text = bytes.toString("latin1");
  if (text.includes("-----BEGIN PGP")) return text;
  const lines = bytes.toString("base64").match(/.{1,76}/g) ?? [];
  const name = `PGP ${kind} KEY BLOCK`;
  return [`-----BEGIN ${name}-----`, "", ...lines, `-----END ${name}-----`, ""].join("\n");
}
