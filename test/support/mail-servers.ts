/**
 * A real Postfix and a real Dovecot on loopback ports, with folders of their own: what they are asked
 * here, a mail server outside is asked. Needs root and the Debian packages; says so where they are absent.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../../src/cli/demo/stage.ts";
import { freePort } from "./free-port.ts";

export interface MailServers {
  /** Where Postfix takes mail by SMTP. */
  readonly smtpPort: number;
  readonly imapPort: number;
  /** What both have logged. */
  log(): Promise<string>;
  close(): Promise<void>;
}

export interface MailServersOptions {
  /** Mail for this address, with or without a tag, is handed to Parley by LMTP; all other to Dovecot. */
  readonly ours: string;
  readonly lmtpPort: number;
  /** Postfix says of senders of this domain that it vouches for them, under its own name. */
  readonly proven: string;
}

/** How Postfix calls itself, in Authentication-Results too. */
export const postfixName = "mx.vendor.example";
/** Of every mailbox. */
export const mailboxPassword = "a-password-of-the-test";
/** Mail for this domain comes back. */
export const goneDomain = "gone.example";

const dovecotPath = "/usr/sbin/dovecot";
const postfixPath = "/usr/sbin/postfix";

/** Prints one line where they are not there, so that a skipped proof is seen. */
export function hasMailServers(): boolean {
  const programs = [postfixPath, dovecotPath, "/usr/lib/dovecot/imap", "/usr/lib/dovecot/lmtp"];
  const missing = programs.filter((path) => !existsSync(path));
  const why =
    missing.length > 0 ? `${missing[0]} is not there` : process.getuid?.() === 0 ? "" : "not root";
  if (why) console.log(`the exchanges with Postfix and Dovecot are skipped: ${why}`);
  return why === "";
}

export async function startMailServers(options: MailServersOptions): Promise<MailServers> {
  // A short path: the names of sockets are limited to 107 bytes.
  const folder = await mkdtemp(join(tmpdir(), "pmx-"));
  await chmod(folder, 0o755);
  const ports = { smtp: await freePort(), imap: await freePort(), lmtp: await freePort() };
  const running: ChildProcess[] = [];
  const close = async () => {
    await Promise.all(running.map(ended));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    running.push(await startDovecot(join(folder, "dovecot"), ports));
    running.push(await startPostfix(join(folder, "postfix"), ports, options));
    await Promise.all([listening(ports.smtp), listening(ports.imap), listening(ports.lmtp)]);
  } catch (error) {
    await close();
    throw error;
  }
  const logs = [join(folder, "postfix", "log"), join(folder, "dovecot", "log")];
  return {
    smtpPort: ports.smtp,
    imapPort: ports.imap,
    log: async () =>
      (await Promise.all(logs.map((path) => readFile(path, "utf8").catch(() => "")))).join("\n"),
    close,
  };
}

interface Ports {
  readonly smtp: number;
  readonly imap: number;
  readonly lmtp: number;
}

async function startDovecot(folder: string, { imap, lmtp }: Ports): Promise<ChildProcess> {
  const mail = idOf("mail");
  await mkdir(join(folder, "mail"), { recursive: true });
  await chown(join(folder, "mail"), mail.uid, mail.gid);
  const lines = [
    `base_dir = ${folder}/run`,
    `state_dir = ${folder}/state`,
    `log_path = ${folder}/log`,
    "protocols = imap lmtp",
    "ssl = no",
    "disable_plaintext_auth = no",
    `mail_location = maildir:${folder}/mail/%Lu`,
    "first_valid_uid = 1",
    "recipient_delimiter = +",
    "passdb {",
    "  driver = static",
    `  args = password=${mailboxPassword}`,
    "}",
    "userdb {",
    "  driver = static",
    `  args = uid=${mail.uid} gid=${mail.gid} home=${folder}/mail/%Lu allow_all_users=yes`,
    "}",
    "service imap-login {",
    ...["  inet_listener imap {", "    address = 127.0.0.1", `    port = ${imap}`, "  }"],
    ...["  inet_listener imaps {", "    port = 0", "  }"],
    "}",
    "service lmtp {",
    ...["  inet_listener lmtp {", "    address = 127.0.0.1", `    port = ${lmtp}`, "  }"],
    "}",
    `protocol lmtp {\n  postmaster_address = postmaster@vendor.example\n}`,
  ];
  await writeFile(join(folder, "dovecot.conf"), `${lines.join("\n")}\n`);
  return spawn(dovecotPath, ["-F", "-c", join(folder, "dovecot.conf")], { stdio: "ignore" });
}

async function startPostfix(
  folder: string,
  ports: Ports,
  options: MailServersOptions,
): Promise<ChildProcess> {
  await mkdir(join(folder, "queue"), { recursive: true });
  await mkdir(join(folder, "data"));
  const postfix = idOf("postfix");
  await chown(join(folder, "data"), postfix.uid, postfix.gid);
  await writeFile(join(folder, "main.cf"), `${mainOf(folder, ports, options).join("\n")}\n`);
  await writeFile(join(folder, "master.cf"), `${masterOf(ports.smtp).join("\n")}\n`);
  await writeFile(join(folder, "header_checks"), wordOfFilter(options.proven));
  // Makes the folders of the queue.
  execFileSync(postfixPath, ["-c", folder, "check"], { stdio: "ignore" });
  return spawn(postfixPath, ["-c", folder, "start-fg"], { stdio: "ignore" });
}

function mainOf(folder: string, { lmtp }: Ports, { ours, lmtpPort }: MailServersOptions) {
  return [
    "compatibility_level = 3.6",
    `queue_directory = ${folder}/queue`,
    `data_directory = ${folder}/data`,
    `maillog_file = ${folder}/log`,
    `maillog_file_prefixes = ${folder}`,
    `myhostname = ${postfixName}`,
    "mydestination =",
    "inet_interfaces = 127.0.0.1",
    "inet_protocols = ipv4",
    "mynetworks = 127.0.0.0/8",
    "disable_dns_lookups = yes",
    "alias_maps =",
    "alias_database =",
    "local_recipient_maps =",
    "recipient_delimiter = +",
    // A relay that learns too late that nobody is there: it gives the mail back.
    "smtpd_reject_unlisted_recipient = no",
    "message_size_limit = 36700160",
    "virtual_mailbox_limit = 0",
    "lmtp_send_xforward_command = yes",
    "virtual_mailbox_domains = static:all",
    "virtual_mailbox_maps = static:all",
    `virtual_transport = lmtp:inet:127.0.0.1:${lmtp}`,
    `transport_maps = inline:{ { ${ours} = lmtp:inet:127.0.0.1:${lmtpPort} }, { ${goneDomain} = error:5.1.1 nobody of that name } }`,
    `header_checks = regexp:${folder}/header_checks`,
  ];
}

/** What a filter that checks senders would write into the header. */
function wordOfFilter(domain: string): string {
  const told = `Authentication-Results: ${postfixName}; dmarc=pass header.from=${domain}`;
  return `/^From:.*@${domain.replaceAll(".", "\\.")}>?$/ PREPEND ${told}\n`;
}

function masterOf(smtpPort: number): string[] {
  const service = (name: string, kind: string, command: string, wake = "-", max = "-") =>
    `${name} ${kind} n - n ${wake} ${max} ${command}`;
  return [
    service(`127.0.0.1:${smtpPort}`, "inet", "smtpd"),
    "pickup unix n - n 60 1 pickup",
    "cleanup unix n - n - 0 cleanup",
    "qmgr unix n - n 300 1 qmgr",
    "rewrite unix - - n - - trivial-rewrite",
    ...["bounce", "defer", "trace"].map((name) => `${name} unix - - n - 0 bounce`),
    "verify unix - - n - 1 verify",
    "flush unix n - n 1000? 0 flush",
    "proxymap unix - - n - - proxymap",
    "smtp unix - - n - - smtp",
    "relay unix - - n - - smtp",
    "showq unix n - n - - showq",
    "error unix - - n - - error",
    "retry unix - - n - - error",
    "discard unix - - n - - discard",
    "virtual unix - n n - - virtual",
    "lmtp unix - - n - - lmtp",
    "anvil unix - - n - 1 anvil",
    "scache unix - - n - 1 scache",
    "postlog unix-dgram n - n - 1 postlogd",
  ];
}

function idOf(user: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function listening(port: number): Promise<true> {
  return eventually(`somebody on port ${port}`, () => {
    return new Promise<true | undefined>((resolve) => {
      const socket = createConnection({ host: "127.0.0.1", port });
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(undefined));
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
