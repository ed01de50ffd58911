/**
 * Takes the message of one SMTP or LMTP transaction. The answer "taken" is given only after it was
 * committed; what could not be taken is said to the sender's server, which then keeps it.
 */
import { type AddressInfo, isIP } from "node:net";
import type {
  SMTPServer,
  SMTPServerAddress,
  SMTPServerDataStream,
  SMTPServerSession,
} from "smtp-server";
import type { MailEnvelope, RemoteServer } from "../../core/mail/envelope.ts";
import {
  encryptedMailBytesMax,
  headBytes,
  mailBytesMaxFor,
  mailSizeInWords,
} from "../../core/mail/mail-size.ts";

export interface ListenerLog {
  warn(facts: object, message: string): void;
}

export interface TakingOptions {
  readonly way: "lmtp" | "smtp";
  /** Resolves when the message is on disk; rejects when it could not be taken now. */
  readonly take: (raw: Uint8Array, envelope: MailEnvelope) => Promise<void>;
  /** Of a mail that is not encrypted. */
  readonly bytesMax: number;
  readonly log: ListenerLog;
}

/** The error to answer with, or null when the message was committed. */
export async function takeMessage(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { way, take, bytesMax, log }: TakingOptions,
): Promise<Error | null> {
  const raw = await readWithin(stream, bytesMax);
  if (raw === "cut") return replyError(451, "4.3.0 The message did not arrive whole");
  if (raw === "too-large") return tooLarge(bytesMax);
  try {
    await take(raw, envelopeOf(session, way));
    return null;
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.name : "unknown" }, "mail was not taken");
    return replyError(
      451,
      "4.3.0 We cannot store mail right now. Nothing was taken; try again later.",
    );
  }
}

/** For a mail whose size is announced: null where it may be taken, as far as that can be known before. */
export function refusalOfSize(
  { args }: SMTPServerAddress,
  { bytesMax }: Pick<TakingOptions, "bytesMax">,
): Error | null {
  const announced = args === false ? 0 : Number(args.SIZE);
  return announced > encryptedMailBytesMax(bytesMax) ? tooLarge(bytesMax) : null;
}

function tooLarge(bytesMax: number): Error {
  const says = `5.3.4 This mail is larger than the ${mailSizeInWords(bytesMax)}.`;
  const what = "Nothing of it was stored. Please send it without attachments, or use our web form.";
  return replyError(552, `${says} ${what}`);
}

/** Temporary: whoever hands it over keeps it and tries again (RFC 5321, section 4.2.1). */
export function tooManyMails(): Error {
  return replyError(450, "4.7.1 Too many mails of yours within ten minutes; try again later");
}

function envelopeOf(session: SMTPServerSession, way: "lmtp" | "smtp"): MailEnvelope {
  const { mailFrom, rcptTo } = session.envelope;
  const remote = remoteOf(session, way);
  return {
    way,
    mailbox: null,
    from: mailFrom ? mailFrom.address : "",
    to: rcptTo.map((recipient) => recipient.address),
    ...(remote ? { remote } : {}),
  };
}

/** By LMTP our own server hands over; only where it names its client (XFORWARD) is that one known. */
function remoteOf(session: SMTPServerSession, way: "lmtp" | "smtp"): RemoteServer | undefined {
  const address = way === "smtp" ? session.remoteAddress : session.xForward.get("ADDR");
  if (typeof address !== "string" || isIP(address) === 0) return undefined;
  const helo = way === "smtp" ? session.hostNameAppearsAs : session.xForward.get("HELO");
  return { address, helo: typeof helo === "string" ? helo : "" };
}

async function readWithin(
  stream: SMTPServerDataStream,
  bytesMax: number,
): Promise<Uint8Array | "too-large" | "cut"> {
  const most = encryptedMailBytesMax(bytesMax);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      // Beyond the limit the rest is read and let go, so that the answer can be given.
      if (length <= most) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return "cut";
  }
  if (length > most || stream.sizeExceeded) return "too-large";
  const raw = Buffer.concat(chunks, length);
  const head = raw.toString("latin1", 0, headBytes);
  return length > mailBytesMaxFor(head, bytesMax) ? "too-large" : raw;
}

/** An answer with that code. */
export function replyError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** Resolves with the port when connections are taken. */
export function listenOn(server: SMTPServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => {
      server.server.off("error", reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}
