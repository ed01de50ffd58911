/**
 * Takes mail from other people's servers by SMTP (RFC 5321), for the addresses that are ours and no
 * other: it relays nothing. It answers 250 only after the message was committed.
 */
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { encryptedMailBytesMax } from "../../core/mail/mail-size.ts";
import type { MailListener } from "./lmtp-listener.ts";
import { type MailRate, networkOf } from "./mail-rate.ts";
import {
  listenOn,
  refusalOfSize,
  replyError,
  type TakingOptions,
  takeMessage,
  tooManyMails,
} from "./take-message.ts";

export interface SmtpListenerOptions extends Omit<TakingOptions, "way"> {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** What the server calls itself, such as the name of our MX record. */
  readonly name: string;
  /** PEM; without it there is no STARTTLS. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Whether mail for that address is ours. */
  readonly isOurs: (address: string) => boolean;
  readonly rate: MailRate;
  readonly now: () => Date;
  readonly connectionsMax?: number;
  /** Of one network, so that nobody takes all the room. */
  readonly connectionsOfOneMax?: number;
}

/** Starts listening; resolves when connections are taken. */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<MailListener> {
  const { tls } = options;
  const connected = countConnections(options.connectionsOfOneMax ?? 5);
  const server = new SMTPServer({
    name: options.name,
    banner: "Parley takes reports",
    size: encryptedMailBytesMax(options.bytesMax),
    // Not told, so that a sender's server asks, and hands our sentence on to the sender.
    hideSize: true,
    maxClients: options.connectionsMax ?? 20,
    // Nobody signs in: who could would be let to send elsewhere.
    disabledCommands: tls ? ["AUTH"] : ["AUTH", "STARTTLS"],
    authOptional: true,
    disableReverseLookup: true,
    socketTimeout: 60_000,
    closeTimeout: 10_000,
    logger: false,
    ...(tls ? { cert: tls.cert, key: tls.key, minVersion: "TLSv1.2" as const } : {}),
    onConnect: (session, answer) => answer(connected.came(session) ? null : busy()),
    onClose: (session) => connected.went(session),
    onMailFrom: (from, session, answer) => {
      const refused = maySend(options, session, from.address) ? null : tooManyMails();
      answer(refusalOfSize(from, options) ?? refused);
    },
    onRcptTo: ({ address }, session, answer) => answer(refusalOf(options, session, address)),
    onData: (stream, session, answer) => {
      void takeMessage(stream, session, { ...options, way: "smtp" }).then((refused) =>
        refused ? answer(refused) : answer(null, "2.0.0 Taken and stored"),
      );
    },
  });
  server.on("error", (error: NodeJS.ErrnoException) =>
    options.log.warn({ code: error.code ?? "unknown" }, "mail connection failed"),
  );
  const port = await listenOn(server, options.port, options.host);
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Counted by network and by the envelope's sender: either alone is cheap to change. */
function maySend(
  { rate, now }: SmtpListenerOptions,
  { remoteAddress }: SMTPServerSession,
  sender: string,
): boolean {
  const at = now().getTime();
  const network = rate.mayPass(`network ${networkOf(remoteAddress)}`, at);
  // Bounces of everybody have the empty sender.
  const person = sender === "" || rate.mayPass(`sender ${sender.toLowerCase()}`, at);
  return network && person;
}

function busy(): Error {
  return replyError(421, "4.7.0 Too many connections of yours at once; try again later");
}

/** A report goes to few addresses; a long list is somebody trying them. */
const recipientsMax = 20;

function refusalOf(
  { isOurs }: SmtpListenerOptions,
  { envelope }: SMTPServerSession,
  address: string,
): Error | null {
  if (envelope.rcptTo.length >= recipientsMax) {
    return replyError(452, "4.5.3 Too many recipients; send the rest separately");
  }
  return isOurs(address) ? null : replyError(550, "5.7.1 We take no mail for this address");
}

function countConnections(max: number) {
  const open = new Map<string, Set<string>>();
  return {
    came({ id, remoteAddress }: SMTPServerSession): boolean {
      const network = networkOf(remoteAddress);
      const those = open.get(network) ?? new Set();
      if (those.size >= max) return false;
      open.set(network, those.add(id));
      return true;
    },
    went({ id, remoteAddress }: SMTPServerSession): void {
      const network = networkOf(remoteAddress);
      const those = open.get(network);
      those?.delete(id);
      if (those?.size === 0) open.delete(network);
    },
  };
}

/** What the listener takes: mail for these addresses, and for the postmaster of their domains. */
export function takenFor(addresses: readonly string[]): (address: string) => boolean {
  const isOurs = oursAmong(addresses);
  return (address) => isOurs(address) || isPostmasterOf(addresses, address);
}

/** With a domain of these addresses, or without any: every server takes it (RFC 5321, section 4.5.1). */
function isPostmasterOf(addresses: readonly string[], address: string): boolean {
  const [local, domain] = address.toLowerCase().split("@");
  if (local !== "postmaster") return false;
  return (
    domain === undefined || addresses.some((ours) => ours.toLowerCase().endsWith(`@${domain}`))
  );
}

/**
 * Tells the addresses that are ours: those named, and each with a tag (`psirt+tag@`), which answers
 * come back to.
 */
export function oursAmong(addresses: readonly string[]): (address: string) => boolean {
  const ours = new Set(addresses.map((each) => each.toLowerCase()));
  return (address) => {
    const lower = address.toLowerCase();
    return ours.has(lower) || ours.has(lower.replace(/\+[^@]*@/, "@"));
  };
}
