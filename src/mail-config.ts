/** The settings of the ways in by mail. Reads the values it is given, opens no file. */
import { resolve } from "node:path";
import { type TryRules, usualTryRules } from "./core/mail/next-try.ts";
import { type ProbeRules, usualProbeRules } from "./core/probes/channel-probe.ts";

export interface MailConfig {
  readonly smtpListener:
    | {
        readonly host: string;
        readonly port: number;
        readonly name: string | undefined;
        readonly certificateFile: string | undefined;
        readonly keyFile: string | undefined;
        /** Mails of one source within ten minutes. */
        readonly rate: number;
      }
    | undefined;
  /** Mails of one sender that are taken by LMTP, and of each mailbox, within ten minutes. */
  readonly senderRate: number;
  /** What the server that hands over by LMTP calls itself in Authentication-Results. */
  readonly authservId: string | undefined;
  /** Which mailboxes are read, and how mail leaves with OAuth2. */
  readonly mailboxesFile: string | undefined;
  /** Nothing is sent to anybody. */
  readonly shadow: boolean;
  /** For how long a mail is tried that no server takes. */
  readonly tryRules: TryRules;
  /** Of all ways in, form and API too; undefined where no probes leave. */
  readonly probes: ProbeRules | undefined;
  /** Whether parties get a reply address of their own, with a tag. */
  readonly replyAddresses: boolean;
  /** Whether the domains of parties are asked for their keys (Web Key Directory). */
  readonly keyLookup: boolean;
  /** GnuPG's home whose agent holds private keys of ours. */
  readonly gpgHome: string | undefined;
  /** OpenPGP private keys of ours that stay outside the database, and what opens them. */
  readonly keyFile: string | undefined;
  readonly keyPassphraseFile: string | undefined;
  /** Certificates that S/MIME signers are traced to, and their revocation lists, as PEM. */
  readonly smimeCaFile: string | undefined;
  /** Our S/MIME certificates with their private keys, as PEM. */
  readonly smimeKeyFile: string | undefined;
}

export interface MailTexts {
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly name: string | undefined;
  readonly certificateFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly rate: number | undefined;
  readonly senderRate: number | undefined;
  readonly authservId: string | undefined;
  readonly mailboxesFile: string | undefined;
  readonly shadow: boolean | undefined;
  readonly retryHours: number | undefined;
  /** 0 for none. */
  readonly probeHours: number | undefined;
  readonly probeAlarmMinutes: number | undefined;
  readonly replyAddresses: boolean | undefined;
  readonly keyLookup: boolean | undefined;
  readonly gpgHome: string | undefined;
  readonly mailKeyFile: string | undefined;
  readonly mailKeyPassphraseFile: string | undefined;
  readonly smimeCaFile: string | undefined;
  readonly smimeKeyFile: string | undefined;
}

const usualRate = 60;

/** `problem` is told whole sentences, one for each fault. */
export function mailConfigFrom(texts: MailTexts, problem: (sentence: string) => void): MailConfig {
  const { certificateFile, keyFile, authservId } = texts;
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    problem(
      "PARLEY_SMTP_LISTEN_CERT and PARLEY_SMTP_LISTEN_KEY belong together: set both or none.",
    );
  }
  if (authservId !== undefined && !/^[\w.-]{1,255}$/.test(authservId)) {
    problem(
      "PARLEY_AUTHSERV_ID should be the name that your mail server writes, such as mx.vendor.example.",
    );
  }
  if (texts.mailKeyPassphraseFile !== undefined && texts.mailKeyFile === undefined) {
    problem("PARLEY_MAIL_KEY_PASSPHRASE_FILE opens nothing: set PARLEY_MAIL_KEY_FILE too.");
  }
  return {
    smtpListener: listenerFrom(texts),
    senderRate: texts.senderRate ?? usualRate,
    authservId,
    mailboxesFile: path(texts.mailboxesFile),
    shadow: texts.shadow ?? false,
    tryRules:
      texts.retryHours === undefined ? usualTryRules : { giveUpAfterHours: texts.retryHours },
    probes:
      texts.probeHours === 0
        ? undefined
        : {
            everyHours: texts.probeHours ?? usualProbeRules.everyHours,
            alarmMinutes: texts.probeAlarmMinutes ?? usualProbeRules.alarmMinutes,
          },
    // Our own listener takes tags; whether another mail server does, its operator knows: where it does
    // not, every answer would come back to its sender.
    replyAddresses: texts.replyAddresses ?? texts.port !== undefined,
    keyLookup: texts.keyLookup ?? true,
    gpgHome: path(texts.gpgHome),
    keyFile: path(texts.mailKeyFile),
    keyPassphraseFile: path(texts.mailKeyPassphraseFile),
    smimeCaFile: path(texts.smimeCaFile),
    smimeKeyFile: path(texts.smimeKeyFile),
  };
}

function listenerFrom(texts: MailTexts): MailConfig["smtpListener"] {
  if (texts.port === undefined) return undefined;
  return {
    host: texts.host ?? "127.0.0.1",
    port: texts.port,
    name: texts.name,
    certificateFile: path(texts.certificateFile),
    keyFile: path(texts.keyFile),
    rate: texts.rate ?? usualRate,
  };
}

function path(name: string | undefined): string | undefined {
  return name === undefined ? undefined : resolve(name);
}
