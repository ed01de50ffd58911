/** Runs the reading and writing of mail in a thread of its own: hostile input must not stop the server. */
import { answerCalls } from "../../lib/worker-answers.ts";
import { composeMail } from "./compose-mail.ts";
import {
  clearSigned,
  detachedSignature,
  verifyClearText,
  verifyDetached,
} from "./detached-signature.ts";
import { joinKeyCopies, keyUsableFor, readKeyCopies } from "./key-copy.ts";
import { openKeyFile } from "./key-file.ts";
import { readPublicKey, readPublishedKeys } from "./keys.ts";
import { ownKeyTools } from "./own-key-tools.ts";
import { type ReadMail, readMail } from "./read-mail.ts";

/** Everything that may be asked of the mail thread. */
export const mailMethods = {
  read: readMail,
  compose: composeMail,
  readPublicKey,
  readPublishedKeys,
  readKeyCopies,
  keyUsableFor,
  joinKeyCopies,
  ...ownKeyTools,
  openKeyFile,
  detachedSignature,
  clearSigned,
  verifyDetached,
  verifyClearText,
};

export type MailMethods = typeof mailMethods;

answerCalls(mailMethods, filesOf);

/** Files of a mail have memory of their own; copying it between threads would double megabytes. */
function filesOf(answer: unknown): readonly ArrayBuffer[] {
  const { attachments = [] } = (answer ?? {}) as Partial<ReadMail>;
  return [...new Set(attachments.map(({ bytes }) => bytes.buffer as ArrayBuffer))];
}
