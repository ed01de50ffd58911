/**
 * Opens the ways in by mail that the settings name: the listeners, and the readers of mailboxes. Holds
 * no rule of its own; whatever comes in goes to one action.
 */
import { readFile } from "node:fs/promises";
import { positionKeeper } from "./actions/messages/keep-position.ts";
import { takeMail } from "./actions/reports/take-mail.ts";
import type { Closers } from "./closers.ts";
import type { Config } from "./config.ts";
import type { MailAuthenticator } from "./core/mail/authentication.ts";
import type { MailEnvelope } from "./core/mail/envelope.ts";
import { inForceAt } from "./core/policy/in-force.ts";
import { channelOf, type MailChannel, usualProbeRules } from "./core/probes/channel-probe.ts";
import { type ProbedAddress, probedAddresses } from "./core/probes/probed-address.ts";
import { type ChannelToProbe, probeChannels } from "./jobs/probes/probe-channels.ts";
import { type ChannelProbing, channelProbing } from "./jobs/probes/probe-now.ts";
import type { Timer } from "./jobs/schedule.ts";
import type { TaskContext } from "./jobs/task-context.ts";
import type { Log } from "./lib/log.ts";
import { outgoingFetch } from "./lib/outgoing-fetch.ts";
import { type AccessTokens, accessTokens, type OAuth2Settings } from "./mail/access-tokens.ts";
import { senderCheck } from "./mail/inbound/authenticate.ts";
import { startLmtpListener } from "./mail/inbound/lmtp-listener.ts";
import { mailRate } from "./mail/inbound/mail-rate.ts";
import {
  type MailboxReader,
  type MailboxState,
  startMailboxReader,
} from "./mail/inbound/mailbox-reader.ts";
import type { MailboxSettings, MailServerSettings } from "./mail/inbound/mailbox-settings.ts";
import { demonstrationNameServer, systemNameServer } from "./mail/inbound/name-server.ts";
import { oursAmong, startSmtpListener, takenFor } from "./mail/inbound/smtp-listener.ts";
import { demonstrationMailbox, type MailToKeep } from "./mail/outbound/demonstration-mailbox.ts";
import { noTransport } from "./mail/outbound/no-transport.ts";
import { shadowTransport } from "./mail/outbound/shadow-transport.ts";
import { smtpTransport } from "./mail/outbound/smtp-transport.ts";
import type { MailTransport } from "./mail/outbound/transport.ts";
import { type HandedMailbox, type MailboxesFile, readMailboxesFile } from "./mailboxes-file.ts";
import { listenError } from "./ports.ts";
import type { Context } from "./store/context.ts";

type Running = { config: Config; log: Log; closers: Closers; mailboxes: MailboxesFile };

export interface OpenedMail {
  readonly lmtpPort: number | null;
  readonly smtpPort: number | null;
  /** Whether letters reach anybody. */
  readonly leaves: boolean;
  /** How the mailboxes that are read stand. */
  mailboxes(): readonly MailboxState[];
}

export async function openMail(run: Running, context: Context): Promise<OpenedMail> {
  const { mailboxes } = run;
  const take = async (raw: Uint8Array, envelope: MailEnvelope) => {
    const mailbox = envelope.mailbox ?? mailboxFor(envelope.to, mailboxes.addresses);
    const input = { raw: new Uint8Array(raw), envelope: { ...envelope, mailbox } };
    await takeMail.run(context, { kind: "anyone" }, input);
  };
  const lmtpPort = await openLmtp(run, context, take);
  const smtpPort = await openSmtp(run, context, take);
  const readers = mailboxes.mailboxes.map((mailbox) => readMailbox(run, context, mailbox, take));
  return {
    lmtpPort,
    smtpPort,
    leaves: leavesFrom(run),
    mailboxes: () => readers.map((reader) => reader.state()),
  };
}

/** The first mailbox that a recipient has, with or without a tag. */
function mailboxFor(to: readonly string[], addresses: readonly HandedMailbox[]): string | null {
  const isFor = ({ address }: HandedMailbox) => to.some(oursAmong([address]));
  return addresses.find(isFor)?.name ?? null;
}

/** Who is asked about senders; the demonstration believes everybody. */
export function authenticatorOf({ config, mailboxes: file }: Running): MailAuthenticator {
  if (config.demonstration) {
    const check = senderCheck({ ask: demonstrationNameServer });
    const remote = { address: "192.0.2.1", helo: "demonstration.example" };
    return (raw, envelope) => check(raw, { remote, ...envelope });
  }
  const { authservId = null } = config.mail;
  return senderCheck({
    ask: systemNameServer(),
    authservIdOf: ({ way, mailbox }) => {
      if (way === "lmtp") return authservId;
      return (
        file.mailboxes.find(({ name }) => way === "imap" && name === mailbox)?.authservId ?? null
      );
    },
  });
}

function leavesFrom({ config, mailboxes }: Running): boolean {
  return !config.mail.shadow && (config.smtp !== undefined || mailboxes.smtp !== null);
}

/** Tries each way in; where none is to be tried, forgets how it stood. */
export function probesOf(run: Running): Timer[] {
  const rules = run.config.mail.probes ?? usualProbeRules;
  const name = "probes of the ways in";
  const ended = new AbortController();
  // A site that does not answer must not keep the program from ending.
  run.closers.add(name, async () => ended.abort());
  const turn = (on: TaskContext) =>
    probeChannels({ ...on, ends: ended.signal }, channelsToProbe(run, on.context), rules);
  return [{ name, everySeconds: 60, run: turn }];
}

/** The same at an operator's wish. */
export function probingOf(run: Running, on: TaskContext): ChannelProbing {
  return channelProbing(on, channelsToProbe(run, on.context));
}

/**
 * By which strangers report. A demonstration has no such way, and in shadow mode the addresses of the
 * settings may be another system's: a report that it does not know would be a case there.
 */
function channelsToProbe(run: Running, context: Context): ChannelToProbe[] {
  const { config } = run;
  if (config.demonstration || config.mail.shadow || !config.mail.probes) return [];
  const mail = leavesFrom(run) ? mailToProbe(run, context) : [];
  return [...mail, ...siteToProbe(config.probeSite, context.baseUrl)];
}

/** Which channel a probe shows to work that came to that mailbox; null for the report address. */
export function probedAs(run: Running, context: Context): (mailbox: string | null) => MailChannel {
  return (mailbox) => {
    const seen = channelOf(mailbox);
    const found = mailToProbe(run, context).find(({ seenBy }) => seenBy.includes(seen));
    return found?.channel ?? seen;
  };
}

function siteToProbe(given: Config["probeSite"], baseUrl: string): ChannelToProbe[] {
  if (given === null) return [];
  const site = given ?? baseUrl;
  return [
    { channel: "form", site },
    { channel: "api", site },
  ];
}

/** Mail that strangers send and that is read to be answered; each address once. */
function mailToProbe({ config, mailboxes: file }: Running, context: Context): ProbedAddress[] {
  const handed = config.lmtp !== undefined || config.mail.smtpListener !== undefined;
  const report = { shadow: false, name: null, address: reportAddressOf(context) };
  const read = file.mailboxes.filter(({ user }) => user.includes("@"));
  const entries = [
    ...(handed ? [report, ...file.addresses] : []),
    ...read.map(({ name, user, shadow }) => ({ name, address: user, shadow })),
  ];
  return probedAddresses(
    entries.map(({ name, address, shadow }) => ({
      channel: channelOf(name),
      address,
      probed: !shadow,
    })),
  );
}

/** By the policy in force: it may name another address from one day on. */
function reportAddressOf(context: Context): string {
  return inForceAt(context.policies, context.now()).channels.reportAddress;
}

type Take = (raw: Uint8Array, envelope: MailEnvelope) => Promise<void>;

async function openLmtp(
  { config, log, closers }: Running,
  context: Context,
  take: Take,
): Promise<number | null> {
  if (!config.lmtp) return null;
  const { host, port } = config.lmtp;
  const rate = mailRate(config.mail.senderRate, tenMinutes);
  const now = () => context.now();
  const options = { host, port, bytesMax: config.mailBytesMax, log, take, rate, now };
  const listener = await startLmtpListener(options).catch((error) => {
    throw listenError(error, host, port, "PARLEY_LMTP_PORT");
  });
  closers.add("LMTP listener", () => listener.close());
  return listener.port;
}

const tenMinutes = 600_000;

async function openSmtp(
  { config, log, closers, mailboxes }: Running,
  context: Context,
  take: Take,
): Promise<number | null> {
  const settings = config.mail.smtpListener;
  if (!settings) return null;
  const { host, port, certificateFile, keyFile } = settings;
  const reportAddress = () => reportAddressOf(context);
  const further = mailboxes.addresses.map((each) => each.address);
  const listener = await startSmtpListener({
    host,
    port,
    name: settings.name ?? new URL(context.baseUrl).hostname,
    tls:
      certificateFile && keyFile
        ? { cert: await readFile(certificateFile, "utf8"), key: await readFile(keyFile, "utf8") }
        : undefined,
    // Asked anew for each recipient.
    isOurs: (address) => takenFor([reportAddress(), ...further])(address),
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

function readMailbox(
  { config, log, closers }: Running,
  context: Context,
  mailbox: MailboxSettings,
  take: Take,
): MailboxReader {
  const { signIn, name } = mailbox;
  const tokens = signIn.by === "oauth2" ? tokensOf(signIn.oauth2) : undefined;
  const reader = startMailboxReader({
    mailbox,
    secret: async () =>
      signIn.by === "password"
        ? { pass: signIn.password }
        : { accessToken: (await tokens?.get()) ?? "" },
    refused: () => tokens?.forget(),
    take,
    position: positionKeeper(context, name),
    bytesMax: config.mailBytesMax,
    rate: mailRate(config.mail.senderRate, tenMinutes),
    log,
    now: () => context.now(),
    random: () => (context.randomBytes(1)[0] ?? 0) / 256,
  });
  closers.add(`mailbox ${name}`, () => reader.stop());
  return reader;
}

function tokensOf(settings: OAuth2Settings): AccessTokens {
  const post = async (url: string, form: string) => {
    const { status, body } = await outgoingFetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: form,
      // The operator's own settings name it.
      ours: [new URL(url).host],
    });
    return { status, text: body.toString("utf8") };
  };
  return accessTokens(settings, post, () => new Date());
}

/** How mail leaves: by the settings' server, or by that of the file of mailboxes, or not at all. */
export function transportOf(
  { config, closers, mailboxes }: Running,
  keep: (mail: MailToKeep) => Promise<void>,
): MailTransport {
  if (config.demonstration) return demonstrationMailbox(keep);
  if (config.mail.shadow) return shadowTransport;
  const transport = mailboxes.smtp
    ? transportBy(mailboxes.smtp)
    : config.smtp && smtpTransport(config.smtp);
  if (!transport) return noTransport;
  closers.add("mail transport", async () => transport.close());
  return transport;
}

function transportBy({ host, port, tls, user, signIn, ca }: MailServerSettings) {
  const tokens = signIn.by === "oauth2" ? tokensOf(signIn.oauth2) : undefined;
  return smtpTransport({
    host,
    port,
    secure: tls === "implicit",
    requireTls: tls === "starttls",
    ...(ca === null ? {} : { ca }),
    ...(signIn.by === "password" ? { auth: { user, password: signIn.password } } : {}),
    ...(tokens
      ? {
          oauth2: {
            user,
            accessToken: (renew: boolean) => {
              if (renew) tokens.forget();
              return tokens.get();
            },
          },
        }
      : {}),
  });
}

/** Nothing is read and sent where no file is named. */
export async function mailboxesOf({ mail }: Config): Promise<MailboxesFile> {
  return mail.mailboxesFile === undefined
    ? { mailboxes: [], addresses: [], smtp: null }
    : readMailboxesFile(mail.mailboxesFile);
}
