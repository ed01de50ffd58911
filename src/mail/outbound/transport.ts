/** How outgoing mail leaves: the one interface for SMTP, the demonstration's mailbox and tests. */

export interface OutgoingMessage {
  /** The whole message, header and body. */
  readonly raw: Uint8Array;
  /** The envelope sender; empty for automatic mail, so that nothing bounces back (RFC 3834 section 3.3). */
  readonly from: string;
  readonly to: readonly string[];
  /**
   * Asks the servers on the way to say what becomes of it (RFC 3461), under this envelope id; they
   * do where they offer it. Never for a mail without an envelope sender.
   */
  readonly reportAs?: string | undefined;
}

export interface SendResult {
  readonly accepted: readonly string[];
  readonly rejected: readonly { readonly address: string; readonly response: string }[];
  /** The server's last words, kept as evidence. */
  readonly response: string;
}

export interface MailTransport {
  /** Resolves when a server answers for at least one recipient; else rejects with MailNotSent. */
  send(message: OutgoingMessage): Promise<SendResult>;
}

/** A message that no recipient was accepted for. */
export class MailNotSent extends Error {
  override readonly name = "MailNotSent";
  /** Temporary: the same message may be sent again later. Permanent: its owner must be told. */
  readonly code: "mail-send.temporary" | "mail-send.permanent";
  /** The SMTP reply code, or null when the server was not reached. */
  readonly responseCode: number | null;
  readonly response: string;
  /** The connection broke before the server's last word: it may have taken the mail all the same. */
  readonly perhapsTaken: boolean;

  constructor(
    code: MailNotSent["code"],
    responseCode: number | null,
    response: string,
    perhapsTaken = false,
  ) {
    super(code);
    this.code = code;
    this.responseCode = responseCode;
    this.response = response;
    this.perhapsTaken = perhapsTaken;
  }

  get temporary(): boolean {
    return this.code === "mail-send.temporary";
  }
}
