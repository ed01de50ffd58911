/** The demonstration's post office: keeps every mail in the built-in mailbox. Nothing ever leaves. */
import type { MailTransport } from "./transport.ts";

export interface MailToKeep {
  /** With its angle brackets. */
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly raw: Uint8Array;
}

export function demonstrationMailbox(keep: (mail: MailToKeep) => Promise<void>): MailTransport {
  return {
    async send({ raw, from, to }) {
      const messageId = messageIdOf(raw);
      for (const recipient of to) await keep({ messageId, from, to: recipient, raw });
      return {
        accepted: to,
        rejected: [],
        response: "250 2.0.0 Kept in the demonstration's mailbox",
      };
    },
  };
}

function messageIdOf(raw: Uint8Array): string {
  const head = Buffer.from(raw.subarray(0, 16_384)).toString("latin1");
  const found = /^Message-ID:\s*(<[^>\s]+>)/im.exec(head.split("\r\n\r\n")[0] ?? "")?.[1];
  if (!found) throw new Error("a mail without a Message-ID");
  return found;
}
