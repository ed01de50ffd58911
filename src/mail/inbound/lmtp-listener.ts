/**
 * Takes mail that a mail server hands over by LMTP (RFC 2033). It answers 250 only after the message
 * was committed, and otherwise says so: the sender's server keeps what was not taken.
 */
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";

export interface MailEnvelope {
  /** Empty for bounces and other automatic mail. */
  readonly from: string;
  readonly to: readonly string[];
}

export interface ListenerLog {
  warn(facts: object, message: string): void;
}

export interface LmtpListenerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Resolves when the message is on disk; rejects when it could not be taken now. */
  readonly take: (raw: Uint8Array, envelope: MailEnvelope) => Promise<void>;
  readonly bytesMax: number;
  readonly log: ListenerLog;
  /** With `bytesMax` the bound of memory: each connection holds one message at most. */
  readonly connectionsMax?: number;
}

export interface LmtpListener {
  readonly port: number;
  /** Stops taking connections and waits for those in the middle of a message. */
  close(): Promise<void>;
}

/** Starts listening; resolves when connections are taken. */
export async function startLmtpListener(options: LmtpListenerOptions): Promise<LmtpListener> {
  const server = new SMTPServer({
    lmtp: true,
    name: "parley",
    banner: "Parley takes reports",
    size: options.bytesMax,
    maxClients: options.connectionsMax ?? 20,
    disabledCommands: ["AUTH", "STARTTLS"],
    authOptional: true,
    disableReverseLookup: true,
    socketTimeout: 60_000,
    closeTimeout: 10_000,
    logger: false,
    onData: (stream, session, answer) => {
      void takeMessage(stream, session, options).then((refused) =>
        refused ? answer(refused) : answer(null, "2.0.0 Taken and stored"),
      );
    },
  });
  // A client that hangs up is no event; without a listener it would end the process.
  server.on("error", (error: NodeJS.ErrnoException) =>
    options.log.warn({ code: error.code ?? "unknown" }, "mail connection failed"),
  );
  const port = await listen(server, options.port, options.host);
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The error to answer with, or null when the message was committed. */
async function takeMessage(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { take, bytesMax, log }: LmtpListenerOptions,
): Promise<Error | null> {
  const raw = await readWithin(stream, bytesMax);
  if (raw === "cut") return replyError(451, "4.3.0 The message did not arrive whole");
  if (raw === "too-large") {
    const limit = `${Math.floor(bytesMax / 1024 / 1024)} MiB`;
    const says = `5.3.4 This mail is larger than the ${limit} we take. Nothing of it was stored.`;
    return replyError(552, `${says} Please send it without attachments, or use our web form.`);
  }
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = {
    from: mailFrom ? mailFrom.address : "",
    to: rcptTo.map((recipient) => recipient.address),
  };
  try {
    await take(raw, envelope);
    return null;
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.name : "unknown" }, "mail was not taken");
    return replyError(
      451,
      "4.3.0 We cannot store mail right now. Nothing was taken; try again later.",
    );
  }
}

async function readWithin(
  stream: SMTPServerDataStream,
  bytesMax: number,
): Promise<Uint8Array | "too-large" | "cut"> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      // Beyond the limit the rest is read and let go, so that the answer can be given.
      if (length <= bytesMax) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return "cut";
  }
  return length > bytesMax || stream.sizeExceeded ? "too-large" : Buffer.concat(chunks, length);
}

function replyError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function listen(server: SMTPServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => {
      server.server.off("error", reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}
