/**
 * The settings, read from the environment and checked once at the start. Every problem is said at
 * once, a sentence each; no value that may be a secret is ever repeated.
 */
import { join, resolve } from "node:path";
import { type FileLimits, usualFileLimits } from "./core/attachments/file-limits.ts";
import { usualMailBytesMax } from "./core/mail/mail-size.ts";
import { projectRoot } from "./lib/project-root.ts";
import { type MailConfig, mailConfigFrom } from "./mail-config.ts";
import { type OutsideConfig, outsideFrom } from "./outside-config.ts";
import {
  baseUrlFrom,
  type ClamavConfig,
  clamavFrom,
  databaseUrlFrom,
  kindsFrom,
  numberFrom,
  onionFrom,
  onOrOff,
  proxiesFrom,
  type SmtpConfig,
  smtpFrom,
  tokenFrom,
  Wrong,
} from "./setting-values.ts";
import { type SignOnConfig, signOnFrom } from "./sign-on-config.ts";
import { masterKeysIn } from "./store/keys/master-key-text.ts";
import type { MasterKeys } from "./store/sealing/master-key.ts";

export const logLevels = ["trace", "debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
  /** Without a slash at its end; undefined means: where we listen. */
  readonly baseUrl: string | undefined;
  /** Where probes reach the site; undefined means: at its own address. Null sends none there. */
  readonly probeSite: string | null | undefined;
  readonly policyFile: string;
  readonly masterKeys: MasterKeys | undefined;
  readonly masterKeyCommand: string | undefined;
  readonly masterKeyFile: string;
  readonly checkpointFile: string;
  readonly demonstration: boolean;
  readonly smtp: SmtpConfig | undefined;
  readonly lmtp: { readonly host: string; readonly port: number } | undefined;
  /** The other ways in by mail, and whether mail leaves. */
  readonly mail: MailConfig;
  readonly mailBytesMax: number;
  readonly fileLimits: FileLimits;
  readonly clamav: ClamavConfig | undefined;
  /** Hosts in our own network, with their port, that webhooks of alarms may reach. */
  readonly alertHosts: readonly string[];
  /** Names the trackers in which tickets are opened. */
  readonly trackersFile: string | undefined;
  /** Sites from which reports are read. */
  readonly outside: OutsideConfig;
  /** Reports of one network in an hour that the form takes without any effort; null asks nobody. */
  readonly reportsAnHour: number | null;
  readonly logLevel: LogLevel;
  readonly metricsToken: string | undefined;
  readonly signOn: SignOnConfig | undefined;
  /** The one sign-in name that local sign-in is left to; undefined leaves it to everybody. */
  readonly localSignInFor: string | undefined;
  /** The onion service's address, without a slash at its end. */
  readonly onion: string | undefined;
  /** Addresses and ranges of proxies that may say where a request came from. */
  readonly trustProxy: string | undefined;
}

/** Every setting with its default as the reference page shows it. */
export const settings = {
  PORT: "8080",
  HOST: "127.0.0.1",
  PARLEY_DATA: "./data",
  DATABASE_URL: "none",
  PARLEY_BASE_URL: "http://localhost:PORT",
  PARLEY_POLICY: "policies/ale.yaml",
  PARLEY_MASTER_KEY: "none",
  PARLEY_MASTER_KEY_COMMAND: "none",
  PARLEY_MASTER_KEY_FILE: "PARLEY_DATA + .key",
  PARLEY_CHECKPOINTS: "checkpoints.jsonl in PARLEY_DATA",
  PARLEY_DEMO: "on or off",
  PARLEY_SMTP_URL: "none",
  PARLEY_LMTP_PORT: "off",
  PARLEY_LMTP_HOST: "127.0.0.1",
  PARLEY_SMTP_LISTEN_PORT: "off",
  PARLEY_SMTP_LISTEN_HOST: "127.0.0.1",
  PARLEY_SMTP_LISTEN_NAME: "host of PARLEY_BASE_URL",
  PARLEY_SMTP_LISTEN_CERT: "none",
  PARLEY_SMTP_LISTEN_KEY: "none",
  PARLEY_SMTP_LISTEN_RATE: "60",
  PARLEY_MAIL_SENDER_RATE: "60",
  PARLEY_AUTHSERV_ID: "none",
  PARLEY_MAILBOXES_FILE: "none",
  PARLEY_SHADOW: "off",
  PARLEY_MAIL_RETRY_HOURS: "120",
  PARLEY_PROBE_HOURS: "24",
  PARLEY_PROBE_ALARM_MINUTES: "60",
  PARLEY_PROBE_URL: "PARLEY_BASE_URL",
  PARLEY_REPLY_ADDRESSES: "on with PARLEY_SMTP_LISTEN_PORT",
  PARLEY_KEY_LOOKUP: "on",
  PARLEY_GPG_HOME: "none",
  PARLEY_MAIL_KEY_FILE: "none",
  PARLEY_MAIL_KEY_PASSPHRASE_FILE: "none",
  PARLEY_SMIME_CA_FILE: "none",
  PARLEY_SMIME_KEY_FILE: "none",
  PARLEY_MAIL_BYTES_MAX: "37748736",
  PARLEY_FILE_BYTES_MAX: "10485760",
  PARLEY_FILES_MAX: "10",
  PARLEY_FILE_KINDS: "any",
  PARLEY_UPLOAD_BYTES_MAX: "8589934592",
  PARLEY_UPLOAD_HOURS: "24",
  PARLEY_UPLOADS_MAX: "10",
  PARLEY_UPLOADS_BYTES_MAX: "17179869184",
  PARLEY_CASE_BYTES_MAX: "34359738368",
  PARLEY_DISK_FREE_MIN: "2147483648",
  PARLEY_CLAMAV: "none",
  PARLEY_ALERT_HOSTS: "none",
  PARLEY_TRACKERS_FILE: "none",
  PARLEY_GITHUB_REPOSITORIES: "none",
  PARLEY_GITHUB_TOKEN_FILE: "none",
  PARLEY_GITHUB_URL: "https://api.github.com",
  PARLEY_HACKERONE_PROGRAM: "none",
  PARLEY_HACKERONE_USER: "none",
  PARLEY_HACKERONE_TOKEN_FILE: "none",
  PARLEY_HACKERONE_URL: "https://api.hackerone.com",
  PARLEY_REPORTS_AN_HOUR: "300",
  PARLEY_LOG_LEVEL: "info",
  PARLEY_METRICS_TOKEN: "none",
  PARLEY_ONION: "none",
  PARLEY_KEY_PASSPHRASE: "none",
  PARLEY_TRUST_PROXY: "none",
  PARLEY_OIDC_ISSUER: "none",
  PARLEY_OIDC_CLIENT_ID: "none",
  PARLEY_OIDC_SECRET_FILE: "none",
  PARLEY_OIDC_CLAIM: "email",
  PARLEY_OIDC_ALLOWED: "none",
  PARLEY_OIDC_SECOND_FACTOR: "amr=mfa",
  PARLEY_OIDC_HOSTS: "none",
  PARLEY_LOCAL_SIGN_IN: "everybody",
} as const;

type SettingName = keyof typeof settings;

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with the settings: one sentence each. */
export class ConfigProblems extends Error {
  override readonly name = "ConfigProblems";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** Reads and checks all settings. Throws ConfigProblems with every problem. */
export function readConfig(environment: Environment): Config {
  const problems: string[] = unknownNames(environment);
  const at = readerOf(environment, problems);
  const dataDirectory = resolve(at.text("PARLEY_DATA") ?? "./data");
  const smtp = at.read("PARLEY_SMTP_URL", smtpFrom);
  const lmtpPort = at.read("PARLEY_LMTP_PORT", (text) =>
    text === "off" ? undefined : numberFrom(text, 1, 65_535),
  );
  const lmtpHost = at.text("PARLEY_LMTP_HOST") ?? "127.0.0.1";
  const config: Config = {
    host: at.text("HOST") ?? "127.0.0.1",
    port: at.read("PORT", (text) => numberFrom(text, 0, 65_535)) ?? 8080,
    dataDirectory,
    databaseUrl: at.read("DATABASE_URL", databaseUrlFrom),
    baseUrl: at.read("PARLEY_BASE_URL", baseUrlFrom),
    probeSite: at.read("PARLEY_PROBE_URL", (text) => (text === "off" ? null : baseUrlFrom(text))),
    policyFile: policyFileFrom(at.text("PARLEY_POLICY")),
    masterKeys: at.read("PARLEY_MASTER_KEY", keysFrom),
    masterKeyCommand: at.text("PARLEY_MASTER_KEY_COMMAND"),
    masterKeyFile: resolve(at.text("PARLEY_MASTER_KEY_FILE") ?? `${dataDirectory}.key`),
    checkpointFile: resolve(
      at.text("PARLEY_CHECKPOINTS") ?? join(dataDirectory, "checkpoints.jsonl"),
    ),
    demonstration: at.read("PARLEY_DEMO", onOrOff) ?? isTrial(environment),
    smtp,
    lmtp: lmtpPort === undefined ? undefined : { host: lmtpHost, port: lmtpPort },
    mail: mailOf(at, problems),
    mailBytesMax:
      at.read("PARLEY_MAIL_BYTES_MAX", (text) => numberFrom(text, 65_536, 100 * 1024 * 1024)) ??
      usualMailBytesMax,
    fileLimits: fileLimitsFrom(at),
    clamav: at.read("PARLEY_CLAMAV", clamavFrom),
    trackersFile: at.read("PARLEY_TRACKERS_FILE", (path) => resolve(path)),
    alertHosts: (at.text("PARLEY_ALERT_HOSTS") ?? "").split(/[\s,]+/).filter(Boolean),
    outside: outsideOf(at, problems),
    reportsAnHour:
      at.text("PARLEY_REPORTS_AN_HOUR") === "off"
        ? null
        : (at.read("PARLEY_REPORTS_AN_HOUR", (text) => numberFrom(text, 1, 100_000)) ?? 300),
    logLevel: at.read("PARLEY_LOG_LEVEL", levelFrom) ?? "info",
    metricsToken: at.read("PARLEY_METRICS_TOKEN", tokenFrom),
    onion: at.read("PARLEY_ONION", onionFrom),
    trustProxy: at.read("PARLEY_TRUST_PROXY", proxiesFrom),
    signOn: signOnOf(at, problems),
    localSignInFor: at.read("PARLEY_LOCAL_SIGN_IN", (text) =>
      text === "everybody" ? undefined : text,
    ),
  };
  problems.push(...contradictions(config, environment));
  if (problems.length > 0) throw new ConfigProblems(problems);
  return config;
}

/** Nothing of one's own is connected: neither a database nor a mail server. */
function isTrial(environment: Environment): boolean {
  const own = [environment.DATABASE_URL, environment.PARLEY_SMTP_URL];
  const shadow = environment.PARLEY_SHADOW?.trim() === "on";
  return !shadow && ![...own, environment.PARLEY_MAILBOXES_FILE].some(Boolean);
}

function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith("PARLEY_") && !name.startsWith("PARLEY_TEST_"))
    .filter((name) => !(name in settings))
    .sort()
    .map((name) => `${name} is not a setting; docs/reference/settings.md lists them all.`);
}

function contradictions(config: Config, environment: Environment): string[] {
  const problems: string[] = [];
  if (config.demonstration && config.smtp) {
    problems.push(
      "PARLEY_DEMO is on and PARLEY_SMTP_URL is set: a demonstration sends no mail. Set one of them.",
    );
  }
  if (config.demonstration && config.mail.mailboxesFile) {
    problems.push(
      "PARLEY_DEMO is on and PARLEY_MAILBOXES_FILE is set: a demonstration reads nobody's mail. Set one of them.",
    );
  }
  if (config.demonstration && config.trackersFile) {
    problems.push(
      "PARLEY_DEMO is on and PARLEY_TRACKERS_FILE is set: a demonstration opens no tickets. Set one of them.",
    );
  }
  if (config.demonstration && config.mail.shadow) {
    problems.push(
      "PARLEY_DEMO is on and PARLEY_SHADOW is on: a demonstration keeps its letters itself. Set one of them.",
    );
  }
  if (config.demonstration && config.outside.length > 0) {
    problems.push(
      "PARLEY_DEMO is on and reports are to be read from other sites: a demonstration reads nobody's reports. Set one of them.",
    );
  }
  const keys = ["", "_FILE", "_COMMAND"].map((tail) => `PARLEY_MASTER_KEY${tail}`);
  const set = keys.filter((name) => environment[name]?.trim());
  if (set.length > 1) problems.push(`${set.join(" and ")} are set together: set one of them.`);
  if (config.localSignInFor !== undefined && !config.signOn) {
    problems.push(
      "PARLEY_LOCAL_SIGN_IN leaves local sign-in to one name, but there is no other way in: set PARLEY_OIDC_ISSUER too.",
    );
  }
  return problems;
}

function mailOf({ text, read }: ReturnType<typeof readerOf>, problems: string[]): MailConfig {
  const texts = {
    port: read("PARLEY_SMTP_LISTEN_PORT", (given) =>
      given === "off" ? undefined : numberFrom(given, 1, 65_535),
    ),
    host: text("PARLEY_SMTP_LISTEN_HOST"),
    name: text("PARLEY_SMTP_LISTEN_NAME"),
    certificateFile: text("PARLEY_SMTP_LISTEN_CERT"),
    keyFile: text("PARLEY_SMTP_LISTEN_KEY"),
    rate: read("PARLEY_SMTP_LISTEN_RATE", (given) => numberFrom(given, 1, 100_000)),
    senderRate: read("PARLEY_MAIL_SENDER_RATE", (given) => numberFrom(given, 1, 100_000)),
    authservId: text("PARLEY_AUTHSERV_ID"),
    mailboxesFile: text("PARLEY_MAILBOXES_FILE"),
    shadow: read("PARLEY_SHADOW", onOrOff),
    retryHours: read("PARLEY_MAIL_RETRY_HOURS", (given) => numberFrom(given, 1, 240)),
    probeHours: read("PARLEY_PROBE_HOURS", (given) =>
      given === "off" ? 0 : numberFrom(given, 1, 168),
    ),
    probeAlarmMinutes: read("PARLEY_PROBE_ALARM_MINUTES", (given) => numberFrom(given, 5, 1_440)),
    replyAddresses: read("PARLEY_REPLY_ADDRESSES", onOrOff),
    keyLookup: read("PARLEY_KEY_LOOKUP", onOrOff),
    gpgHome: text("PARLEY_GPG_HOME"),
    mailKeyFile: text("PARLEY_MAIL_KEY_FILE"),
    mailKeyPassphraseFile: text("PARLEY_MAIL_KEY_PASSPHRASE_FILE"),
    smimeCaFile: text("PARLEY_SMIME_CA_FILE"),
    smimeKeyFile: text("PARLEY_SMIME_KEY_FILE"),
  };
  return mailConfigFrom(texts, (sentence) => problems.push(sentence));
}

function outsideOf({ text }: ReturnType<typeof readerOf>, problems: string[]): OutsideConfig {
  const texts = {
    GITHUB_REPOSITORIES: text("PARLEY_GITHUB_REPOSITORIES"),
    GITHUB_TOKEN_FILE: text("PARLEY_GITHUB_TOKEN_FILE"),
    GITHUB_URL: text("PARLEY_GITHUB_URL"),
    HACKERONE_PROGRAM: text("PARLEY_HACKERONE_PROGRAM"),
    HACKERONE_USER: text("PARLEY_HACKERONE_USER"),
    HACKERONE_TOKEN_FILE: text("PARLEY_HACKERONE_TOKEN_FILE"),
    HACKERONE_URL: text("PARLEY_HACKERONE_URL"),
  };
  return outsideFrom(texts, (sentence) => problems.push(sentence));
}

function signOnOf({ text }: ReturnType<typeof readerOf>, problems: string[]) {
  const texts = {
    ISSUER: text("PARLEY_OIDC_ISSUER"),
    CLIENT_ID: text("PARLEY_OIDC_CLIENT_ID"),
    SECRET_FILE: text("PARLEY_OIDC_SECRET_FILE"),
    CLAIM: text("PARLEY_OIDC_CLAIM"),
    ALLOWED: text("PARLEY_OIDC_ALLOWED"),
    SECOND_FACTOR: text("PARLEY_OIDC_SECOND_FACTOR"),
    HOSTS: text("PARLEY_OIDC_HOSTS"),
  };
  return signOnFrom(texts, (sentence) => problems.push(sentence));
}

function readerOf(environment: Environment, problems: string[]) {
  // An empty variable counts as unset: that is how compose files and units leave one out.
  const text = (name: SettingName) => environment[name]?.trim() || undefined;
  return {
    text,
    read<T>(name: SettingName, from: (text: string) => T): T | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      try {
        return from(value);
      } catch (error) {
        if (!(error instanceof Wrong)) throw error;
        problems.push(`${name} ${error.message}.`);
        return undefined;
      }
    },
  };
}

const mib = 1024 * 1024;
const tib = 1024 * 1024 * mib;

function fileLimitsFrom({ read }: ReturnType<typeof readerOf>): FileLimits {
  const usual = usualFileLimits;
  const size = (name: SettingName, most: number, otherwise: number) =>
    read(name, (text) => numberFrom(text, 64 * 1024, most)) ?? otherwise;
  return {
    // A form's files lie in memory until they are sealed.
    fileBytesMax: size("PARLEY_FILE_BYTES_MAX", usual.formBytesMax, usual.fileBytesMax),
    filesMax: read("PARLEY_FILES_MAX", (text) => numberFrom(text, 1, 20)) ?? usual.filesMax,
    formBytesMax: usual.formBytesMax,
    kinds: read("PARLEY_FILE_KINDS", kindsFrom) ?? usual.kinds,
    uploadBytesMax: size("PARLEY_UPLOAD_BYTES_MAX", tib, usual.uploadBytesMax),
    uploadHours:
      read("PARLEY_UPLOAD_HOURS", (text) => numberFrom(text, 1, 720)) ?? usual.uploadHours,
    uploadsMax: read("PARLEY_UPLOADS_MAX", (text) => numberFrom(text, 1, 50)) ?? usual.uploadsMax,
    uploadsBytesMax: size("PARLEY_UPLOADS_BYTES_MAX", 100 * tib, usual.uploadsBytesMax),
    caseBytesMax: size("PARLEY_CASE_BYTES_MAX", 100 * tib, usual.caseBytesMax),
    freeBytesMin: size("PARLEY_DISK_FREE_MIN", 100 * tib, usual.freeBytesMin),
  };
}

function levelFrom(text: string): LogLevel {
  const level = logLevels.find((each) => each === text);
  if (!level) throw new Wrong(`should be one of ${logLevels.join(", ")}`);
  return level;
}

function keysFrom(text: string): MasterKeys {
  const keys = masterKeysIn(text);
  if (keys) return keys;
  throw new Wrong("should be 64 hexadecimal digits, as `openssl rand -hex 32` prints them");
}

/**
 * The default is a file of this copy of Parley, another is found from where Parley was started.
 * Whether it can be read is for whoever reads it: a server that has a policy goes on with that.
 */
function policyFileFrom(text: string | undefined): string {
  return text ? resolve(text) : join(projectRoot(), settings.PARLEY_POLICY);
}
