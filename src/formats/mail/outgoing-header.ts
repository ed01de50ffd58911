/** Writes the header of an outgoing message. Refuses any value that could start another header. */
import MimeNode from "nodemailer/lib/mime-node";
import { Refusal } from "../../core/refusal.ts";

export interface Addressee {
  readonly address: string;
  readonly name?: string;
}

export interface OutgoingHeader {
  readonly from: Addressee;
  readonly to: readonly Addressee[];
  readonly replyTo?: Addressee;
  readonly subject: string;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  readonly inReplyTo?: string | null;
  readonly references?: readonly string[];
  /** RFC 3834: how a program made it; undefined when a person wrote it. */
  readonly autoSubmitted?: "auto-replied" | "auto-generated";
}

const messageIdForm = /^<[^<>\s@]{1,250}@[^<>\s@]{1,250}>$/;

/** The header lines up to, and without, Content-Type. CRLF at the end of each line but the last. */
export function writeHeader(header: OutgoingHeader): string {
  for (const [field, value] of Object.entries({
    Subject: header.subject,
    "Message-ID": header.messageId,
  })) {
    refuseControls(field, value);
  }
  if (!messageIdForm.test(header.messageId)) {
    throw new Refusal("mail.address-invalid", { field: "Message-ID" });
  }
  const node = new MimeNode(false, { disableFileAccess: true, disableUrlAccess: true });
  node.setHeader({
    From: checked("From", header.from),
    To: header.to.map((each) => checked("To", each)),
    ...(header.replyTo ? { "Reply-To": checked("Reply-To", header.replyTo) } : {}),
    Subject: header.subject,
    Date: header.date,
    "Message-ID": header.messageId,
    ...threading(header),
    ...(header.autoSubmitted
      ? { "Auto-Submitted": header.autoSubmitted, "X-Auto-Response-Suppress": "All" }
      : {}),
  });
  return node.buildHeaders().trimEnd();
}

// Ids come from the message that is answered: a malformed one is left out, it must not stop the answer.
function threading({ inReplyTo, references }: OutgoingHeader): Record<string, string> {
  const chain = (references ?? []).filter((each) => messageIdForm.test(each)).slice(-20);
  return {
    ...(inReplyTo && messageIdForm.test(inReplyTo) ? { "In-Reply-To": inReplyTo } : {}),
    ...(chain.length > 0 ? { References: chain.join(" ") } : {}),
  };
}

function checked(field: string, { address, name }: Addressee): { name: string; address: string } {
  refuseControls(field, address);
  refuseControls(field, name ?? "");
  if (!isAddress(address)) throw new Refusal("mail.address-invalid", { field });
  return { name: name ?? "", address };
}

/** Whether this is one plain address that can stand in an envelope and a header. */
export function isAddress(address: string): boolean {
  return (
    address.length <= 254 && /^[^\s"(),:;<>@[\\\]]{1,64}@[^\s"(),:;<>@[\\\]]{1,253}$/.test(address)
  );
}

/** Refuses line breaks of every kind: they would begin a header that the caller did not write. */
export function refuseControls(field: string, value: string): void {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) throw new Refusal("mail.header-injection", { field });
}
