/**
 * `parley mail read FILE…` shows what mail files hold: decrypted where a key fits, with the state of
 * the signature. Needs no server; writes nothing, fetches nothing.
 */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { MailKeys } from "../../formats/mail/mail-keys.ts";
import { decryptFailures, mailProblems } from "../../formats/mail/mail-problem.ts";
import { mailReader } from "../../formats/mail/mail-reader.ts";
import type { OwnKey } from "../../formats/mail/own-key.ts";
import type { ReadMail } from "../../formats/mail/read-mail.ts";

interface Options {
  readonly key: readonly string[];
  readonly trust: readonly string[];
  readonly json?: boolean;
}

/** Adds the command under `parley mail`; its answer becomes the exit code of the process. */
export function addMailReadCommand(parent: Command): void {
  parent
    .command("read")
    .description("read mail files: decrypt them and check their signatures")
    .argument("<files...>", "the messages as they came (RFC 5322)")
    .option("--key <files...>", "private keys to decrypt with", collect, [])
    .option("--trust <files...>", "public keys to check the signature with", collect, [])
    .option("--json", "one JSON object a line")
    .addHelpText("after", helpText)
    .action(async (files: string[], options: Options) => {
      // Hostile mail is read in a thread of its own, with a deadline and bounded memory.
      const reader = mailReader();
      try {
        process.exitCode = await readMailFiles(files, options, {
          passphrase: process.env.PARLEY_KEY_PASSPHRASE,
          now: new Date(),
          read: reader.read,
          out: (text) => process.stdout.write(text),
          err: (text) => process.stderr.write(text),
        });
      } finally {
        await reader.close();
      }
    });
}

const helpText = `
Prints with --json, one object a line:
  {subject, from, body, encrypted, decrypted, signature:{state, fingerprint},
   attachments:[{name, type, bytes, sha256}]}
and where there is something to say: reason (why it is not decrypted), outside (text beside the
protected part, which anybody may have written), problems (codes), keys (that came along), keyLinks,
and file where several are read.

  signature.state  good, good-expired-key, good-revoked-key, unknown-key, bad, none
  signature.kind   smime for S/MIME
  bytes            the attachment's size
  outside: true    at an attachment that is not covered by the encryption or signature
--key and --trust take OpenPGP keys, armored or binary, and PEM files for S/MIME: private keys with
their certificates, and authorities with their revocation lists.
PARLEY_KEY_PASSPHRASE opens the private keys that need one.

Exit: 0 read, 1 not decrypted, bad signature or unreadable, 2 wrong usage.`;

export interface MailReadSurroundings {
  readonly passphrase: string | undefined;
  readonly now: Date;
  readonly read: (raw: Uint8Array, keys: MailKeys) => Promise<ReadMail>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Reads the files and prints them; gives the exit code. */
export async function readMailFiles(
  files: readonly string[],
  options: Options,
  { passphrase, now, read, out, err }: MailReadSurroundings,
): Promise<number> {
  const unread: string[] = [];
  const load = async (path: string) =>
    await readFile(path).catch((error: NodeJS.ErrnoException) => {
      unread.push(`${path} cannot be read (${error.code ?? "unknown"}).\n`);
      return Buffer.alloc(0);
    });
  const privateKeys = await Promise.all(options.key.map(load));
  const trusted = await Promise.all(options.trust.map(load));
  const raws = await Promise.all(files.map(load));
  if (unread.length > 0) {
    for (const line of unread) err(line);
    return 2;
  }
  const keys = keysOf(privateKeys, trusted, passphrase, now);
  let code = 0;
  for (const [index, raw] of raws.entries()) {
    const mail = await read(raw, keys);
    const name = files.length > 1 ? files[index] : undefined;
    out(options.json ? `${JSON.stringify(toAnswer(mail, name))}\n` : inWords(mail, name));
    if (!isFine(mail)) code = 1;
  }
  return code;
}

function isFine(mail: ReadMail): boolean {
  const closed = mail.encrypted && !mail.decrypted;
  const unread = (["mail.too-large", "mail.reading-too-long", "mail.reader-failed"] as const).some(
    (problem) => mail.problems.includes(problem),
  );
  return !closed && mail.signature.state !== "bad" && !unread;
}

function toAnswer(mail: ReadMail, file: string | undefined): object {
  const { decryptFailure, outsideText, problems, keysFound, keyLinks } = mail;
  return {
    ...(file === undefined ? {} : { file }),
    subject: mail.subject,
    from: mail.from?.address ?? null,
    body: mail.text,
    encrypted: mail.encrypted,
    decrypted: mail.decrypted,
    ...(decryptFailure === null ? {} : { reason: decryptFailures[decryptFailure] }),
    signature: mail.signature,
    attachments: mail.attachments.map(({ name, type, bytes, sha256, inside, signature }) => ({
      name,
      type,
      bytes: bytes.length,
      sha256,
      ...(inside ? {} : { outside: true }),
      ...(signature ? { signature } : {}),
    })),
    ...(outsideText === null ? {} : { outside: outsideText }),
    ...(problems.length === 0 ? {} : { problems }),
    ...(keysFound.length === 0 ? {} : { keys: keysFound.map(({ armored: _, ...facts }) => facts) }),
    ...(keyLinks.length === 0 ? {} : { keyLinks }),
  };
}

function inWords(mail: ReadMail, file: string | undefined): string {
  const { state, fingerprint, kind } = mail.signature;
  const lines = [
    ...(file === undefined ? [] : [`File:       ${file}`]),
    `From:       ${mail.from?.address ?? "(none)"}`,
    `Subject:    ${mail.subject ?? "(none)"}`,
    `Encrypted:  ${mail.encrypted ? (mail.decrypted ? "yes, decrypted" : "yes, not decrypted") : "no"}`,
    `Signature:  ${[state, kind, fingerprint].filter(Boolean).join(" ")}`,
    ...(mail.decryptFailure === null ? [] : [decryptFailures[mail.decryptFailure]]),
    ...mail.problems.map((problem) => mailProblems[problem]),
    ...mail.keysFound.map((key) => `Key inside: ${key.fingerprint} ${key.userIds.join(", ")}`),
    ...mail.keyLinks.map((link) => `Key at:     ${link}`),
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

function keysOf(
  privateKeys: readonly Buffer[],
  trusted: readonly Buffer[],
  passphrase: string | undefined,
  now: Date,
): MailKeys {
  const pem = (files: readonly Buffer[]) => files.filter(isPem).map(String).join("\n");
  const openpgp = (files: readonly Buffer[]) => files.filter((file) => !isPem(file));
  return {
    own: openpgp(privateKeys).map((bytes) => toOwnKey(bytes, passphrase)),
    trust: openpgp(trusted).map((bytes) => armored(bytes, "PUBLIC")),
    now,
    smime: { own: pem(privateKeys), authorities: pem(trusted) },
  };
}

/** Keys and certificates for S/MIME are PEM, which looks like OpenPGP's armor and is none. */
function isPem(bytes: Buffer): boolean {
  const block = /-----BEGIN (PGP )?([A-Z0-9 ]+)-----/.exec(bytes.toString("latin1"));
  return block !== null && block[1] === undefined;
}

function toOwnKey(bytes: Buffer, passphrase: string | undefined): OwnKey {
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
