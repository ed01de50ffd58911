/**
 * Takes mail that a mail server hands over by LMTP (RFC 2033). It answers 250 only after the message
 * was committed, and otherwise says so: the sender's server keeps what was not taken.
 */
import { SMTPServer } from "smtp-server";
import { encryptedMailBytesMax } from "../../core/mail/mail-size.ts";
import type { MailRate } from "./mail-rate.ts";
import {
  listenOn,
  refusalOfSize,
  type TakingOptions,
  takeMessage,
  tooManyMails,
} from "./take-message.ts";

export interface LmtpListenerOptions extends Omit<TakingOptions, "way"> {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** How many mails of one sender are taken within a time; our mail server keeps the others. */
  readonly rate: MailRate;
  readonly now: () => Date;
  /** With `bytesMax` the bound of memory: each connection holds one message at most. */
  readonly connectionsMax?: number;
}

export interface MailListener {
  readonly port: number;
  /** Stops taking connections and waits for those in the middle of a message. */
  close(): Promise<void>;
}

/** Starts listening; resolves when connections are taken. */
export async function startLmtpListener(options: LmtpListenerOptions): Promise<MailListener> {
  const server = new SMTPServer({
    lmtp: true,
    name: "parley",
    banner: "Parley takes reports",
    size: encryptedMailBytesMax(options.bytesMax),
    // Not told, so that a sender's server asks, and hands our sentence on to the sender.
    hideSize: true,
    maxClients: options.connectionsMax ?? 20,
    disabledCommands: ["AUTH", "STARTTLS"],
    authOptional: true,
    // Our mail server may say who its client was (Postfix: lmtp_send_xforward_command).
    useXForward: true,
    disableReverseLookup: true,
    socketTimeout: 60_000,
    closeTimeout: 10_000,
    logger: false,
    onMailFrom: (from, _session, answer) => {
      // The network is that of our own mail server, which brings everybody's mail.
      const source = `sender ${from.address.toLowerCase()}`;
      const may = options.rate.mayPass(source, options.now().getTime());
      answer(refusalOfSize(from, options) ?? (may ? null : tooManyMails()));
    },
    onData: (stream, session, answer) => {
      void takeMessage(stream, session, { ...options, way: "lmtp" }).then((refused) =>
        refused ? answer(refused) : answer(null, "2.0.0 Taken and stored"),
      );
    },
  });
  // A client that hangs up is no event; without a listener it would end the process.
  server.on("error", (error: NodeJS.ErrnoException) =>
    options.log.warn({ code: error.code ?? "unknown" }, "mail connection failed"),
  );
  const port = await listenOn(server, options.port, options.host);
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
