/** Opens OpenPGP written into the text of a message, and encrypted attachments. The rest of the text stays apart. */
import {
  collectContent,
  knownCharset,
  type MailAttachment,
  toAttachment,
} from "./collect-content.ts";
import { decryptMessage } from "./decrypt-message.ts";
import { findBlock, type InlineBlock } from "./inline-pgp.ts";
import { type Opened, type Opening, plainly } from "./opened-mail.ts";
import { noSignature } from "./signature-state.ts";
import type { MailPart } from "./split-mime.ts";
import { verifyClearSigned } from "./verify-signed.ts";

/** Reads a part without PGP/MIME. */
export async function openInline(root: MailPart, opening: Opening): Promise<Opened> {
  const content = await collectContent(root, opening.limits, opening.problems);
  const message = findBlock(content.text, "message");
  if (message) return await openMessage(message, content.attachments, root.params.charset, opening);
  const signed = findBlock(content.text, "signed");
  if (signed) return await openClearSigned(signed, content.attachments, opening);
  return await openAttachments(plainly(content), opening);
}

async function openMessage(
  found: InlineBlock,
  attachments: readonly MailAttachment[],
  charset: string | undefined,
  opening: Opening,
): Promise<Opened> {
  const data = Buffer.from(found.block, "latin1");
  const result = await decryptMessage(data, opening.own, opening.verifying);
  const outsideText = outsideOf(found, opening);
  const apart = attachments.map((each) => ({ ...each, inside: false }));
  if (result.failure !== null) {
    const kept = toAttachment("encrypted.asc", "application/pgp-encrypted", data, true);
    const closed = plainly({ text: "", attachments: [kept, ...apart] });
    return { ...closed, encrypted: true, decryptFailure: result.failure, outsideText };
  }
  const named = /^Charset:\s*([\w-]+)\s*$/im.exec(found.block.slice(0, 1000))?.[1];
  const text = decodeText(result.bytes, named ?? charset).slice(0, opening.limits.textCharsMax);
  const opened = { ...plainly({ text, attachments: apart }), encrypted: true, outsideText };
  return await openAttachments({ ...opened, signature: result.signature }, opening);
}

async function openClearSigned(
  found: InlineBlock,
  attachments: readonly MailAttachment[],
  opening: Opening,
): Promise<Opened> {
  const result = await verifyClearSigned(found.block, opening.verifying);
  if (!result) {
    opening.problems.add("mail.signature-unreadable");
    const text = `${found.before}${found.block}${found.after}`;
    return { ...plainly({ text, attachments }), signature: { state: "bad", fingerprint: null } };
  }
  // The signature covers the block alone: neither the text around it nor an attachment.
  const apart = attachments.map((each) => ({ ...each, inside: false }));
  const opened = plainly({ text: result.text.replace(/\r\n/g, "\n"), attachments: apart });
  return { ...opened, signature: result.signature, outsideText: outsideOf(found, opening) };
}

/** Decrypts attachments that are OpenPGP messages; those that stay closed are kept as they came. */
async function openAttachments(opened: Opened, opening: Opening): Promise<Opened> {
  const attachments: MailAttachment[] = [];
  let some = false;
  let failure = opened.decryptFailure;
  for (const attachment of opened.attachments) {
    if (!isEncryptedFile(attachment)) {
      attachments.push(attachment);
      continue;
    }
    some = true;
    const data = Buffer.from(attachment.bytes);
    const result = await decryptMessage(data, opening.own, opening.verifying);
    if (result.failure === null) {
      const name = attachment.name.replace(/\.(pgp|gpg|asc)$/i, "");
      attachments.push(toAttachment(name, "application/octet-stream", result.bytes, true));
    } else {
      failure ??= result.failure;
      opening.problems.add("mail.attachment-not-decrypted");
      attachments.push(attachment);
    }
  }
  if (some && !opened.encrypted && opened.text.trim() !== "") {
    opening.problems.add("mail.text-not-encrypted");
  }
  const signature = some && !opened.encrypted ? noSignature : opened.signature;
  const encrypted = opened.encrypted || some;
  return { ...opened, encrypted, attachments, decryptFailure: failure, signature };
}

function isEncryptedFile(attachment: MailAttachment): boolean {
  const start = Buffer.from(attachment.bytes.subarray(0, 200)).toString("latin1").trimStart();
  if (start.startsWith("-----BEGIN PGP MESSAGE-----")) return true;
  // Binary OpenPGP: a packet with tag 1 or 3, a session key for a person or a password.
  const first = attachment.bytes[0] ?? 0;
  const tag = (first & 0x40) !== 0 ? first & 0x3f : (first & 0x3c) >> 2;
  return /\.(pgp|gpg)$/i.test(attachment.name) && (first & 0x80) !== 0 && (tag === 1 || tag === 3);
}

function outsideOf(found: InlineBlock, opening: Opening): string | null {
  const text = [found.before.trim(), found.after.trim()].filter((each) => each !== "").join("\n\n");
  if (text !== "") opening.problems.add("mail.parts-outside");
  return text === "" ? null : text;
}

function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const label = charset !== undefined && knownCharset(charset) ? charset : "utf-8";
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n/g, "\n");
  } catch {
    return new TextDecoder(label).decode(bytes).replace(/\r\n/g, "\n");
  }
}
