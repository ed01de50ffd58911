/** What is known of a message of which nothing could be read. Loads no reader: where mail is only handed on, none is needed. */
import type { MailProblem } from "./mail-problem.ts";
import type { ReadMail } from "./read-mail.ts";

/** A message of which nothing could be read. */
export function unreadMail(problem: MailProblem): ReadMail {
  return {
    messageId: null,
    inReplyTo: null,
    references: [],
    from: null,
    replyTo: null,
    to: [],
    cc: [],
    subject: null,
    date: null,
    text: "",
    outsideText: null,
    encrypted: false,
    decrypted: false,
    decryptFailure: null,
    signature: { state: "none", fingerprint: null },
    attachments: [],
    keysFound: [],
    keyLinks: [],
    autoSubmitted: false,
    mailingList: false,
    problems: [problem],
  };
}
