/**
 * How a mail came to us, beside its bytes: what the transport said, which a sender cannot write into
 * the message itself. Never part of what makes a mail the same mail.
 */

/** By LMTP or SMTP, read from a mailbox, handed in by the command line, or taken over from an archive. */
export const mailWays = ["lmtp", "smtp", "imap", "ingest", "import"] as const;
export type MailWay = (typeof mailWays)[number];

/** The server that handed a mail over. Kept sealed, and only until the sender was checked. */
export interface RemoteServer {
  /** IPv4 or IPv6. */
  readonly address: string;
  /** What it called itself; anybody may say anything here. */
  readonly helo: string;
}

export interface MailEnvelope {
  readonly way: MailWay;
  /** The configured mailbox that it was read from; null where the mail came another way. */
  readonly mailbox: string | null;
  /** The envelope's sender: empty for bounces, null where the way tells none. */
  readonly from: string | null;
  /** The envelope's recipients; empty where the way tells none. */
  readonly to: readonly string[];
  /** Only where the sender's own server spoke to us, as by SMTP. */
  readonly remote?: RemoteServer;
  /** Of a mail that is larger than what is taken: its size. Only its header was; it stays in its mailbox. */
  readonly leftBehindBytes?: number;
}

/** What is known of a mail whose transport told nothing. */
export const noEnvelope: MailEnvelope = { way: "ingest", mailbox: null, from: null, to: [] };
