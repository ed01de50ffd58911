/**
 * Opens the ways in by mail that the settings name: the listeners, and the readers of mailboxes. Holds
 * no rule of its own; whatever comes in goes to one action.
 */
import { readFile } from "node:fs/promises";
import { takeMail } from "./actions/reports/take-mail.ts";
import type { Closers } from "./closers.ts";
import type { Config } from "./config.ts";
import type { MailAuthenticator } from "./core/mail/authentication.ts";
import type { MailEnvelope } from "./core/mail/envelope.ts";
import { inForceAt } from "./core/policy/in-force.ts";
import type { Log } from "./lib/log.ts";
import { senderCheck } from "./mail/inbound/authenticate.ts";
import { startLmtpListener } from "./mail/inbound/lmtp-listener.ts";
import { mailRate } from "./mail/inbound/mail-rate.ts";
import { demonstrationNameServer, systemNameServer } from "./mail/inbound/name-server.ts";
import { oursAmong, startSmtpListener } from "./mail/inbound/smtp-listener.ts";
import { listenError } from "./ports.ts";
import type { Context } from "./store/context.ts";

type Running = { config: Config; log: Log; closers: Closers };

export interface OpenedMail {
  readonly lmtpPort: number | null;
  readonly smtpPort: number | null;
}

export async function openMail(run: Running, context: Context): Promise<OpenedMail> {
  const take = async (raw: Uint8Array, envelope: MailEnvelope) => {
    await takeMail.run(context, { kind: "anyone" }, { raw: new Uint8Array(raw), envelope });
  };
  return {
    lmtpPort: await openLmtp(run, take),
    smtpPort: await openSmtp(run, context, take),
  };
}

/** Who is asked about senders; the demonstration believes everybody. */
export function authenticatorOf({ demonstration, mail }: Config): MailAuthenticator {
  if (demonstration) {
    const check = senderCheck({ ask: demonstrationNameServer });
    const remote = { address: "192.0.2.1", helo: "demonstration.example" };
    return (raw, envelope) => check(raw, { remote, ...envelope });
  }
  const { authservId = null } = mail;
  return senderCheck({
    ask: systemNameServer(),
    authservIdOf: ({ way }) => (way === "lmtp" ? authservId : null),
  });
}

type Take = (raw: Uint8Array, envelope: MailEnvelope) => Promise<void>;

async function openLmtp({ config, log, closers }: Running, take: Take): Promise<number | null> {
  if (!config.lmtp) return null;
  const { host, port } = config.lmtp;
  const options = { host, port, bytesMax: config.mailBytesMax, log, take };
  const listener = await startLmtpListener(options).catch((error) => {
    throw listenError(error, host, port, "PARLEY_LMTP_PORT");
  });
  closers.add("LMTP listener", () => listener.close());
  return listener.port;
}

const tenMinutes = 600_000;

async function openSmtp(
  { config, log, closers }: Running,
  context: Context,
  take: Take,
): Promise<number | null> {
  const settings = config.mail.smtpListener;
  if (!settings) return null;
  const { host, port, certificateFile, keyFile } = settings;
  const reportAddress = () => inForceAt(context.policies, context.now()).channels.reportAddress;
  const listener = await startSmtpListener({
    host,
    port,
    name: settings.name ?? new URL(context.baseUrl).hostname,
    tls:
      certificateFile && keyFile
        ? { cert: await readFile(certificateFile, "utf8"), key: await readFile(keyFile, "utf8") }
        : undefined,
    // Asked anew for each recipient: the policy may name another address from one day on.
    isOurs: (address) => oursAmong([reportAddress()])(address),
    rate: mailRate(settings.rate, tenMinutes),
    now: () => context.now(),
    bytesMax: config.mailBytesMax,
    log,
    take,
  }).catch((error) => {
    throw listenError(error, host, port, "PARLEY_SMTP_LISTEN_PORT");
  });
  closers.add("SMTP listener", () => listener.close());
  return listener.port;
}
