/** Opens OpenPGP written into the text of a message. The rest of the text stays apart. */

import { verifyClearSignedBytes } from "./clear-signed-bytes.ts";
import {
  collectContent,
  knownCharset,
  type MailAttachment,
  type MailContent,
  toAttachment,
} from "./collect-content.ts";
import { decryptMessage } from "./decrypt-message.ts";
import { findBlock, type InlineBlock } from "./inline-pgp.ts";
import { isEntity, type OpenEntity, openAttachments } from "./open-attachments.ts";
import { type Opened, type Opening, plainly } from "./opened-mail.ts";
import type { MailPart } from "./split-mime.ts";
import { verifyClearSigned } from "./verify-signed.ts";

/** Reads a part without PGP/MIME; `openEntity` reads what turns out to be a part of its own. */
export async function openInline(
  root: MailPart,
  opening: Opening,
  openEntity: OpenEntity,
): Promise<Opened> {
  const { limits, problems, inPayload = false } = opening;
  const content = await collectContent(root, limits, problems, { inPayload });
  const message = findBlock(content.text, "message");
  if (message) {
    return await openMessage(message, content, root.params.charset, opening, openEntity);
  }
  const signed = findBlock(content.text, "signed");
  if (signed) {
    const opened = await openClearSigned(signed, content.attachments, opening);
    return await asItTravelled(opened, root, opening);
  }
  return await openAttachments(plainly(content), opening, openEntity);
}

async function openMessage(
  found: InlineBlock,
  { attachments }: MailContent,
  charset: string | undefined,
  opening: Opening,
  openEntity: OpenEntity,
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
  const { bytes, signature, encrypted } = result;
  const inside = isEntity(bytes)
    ? await openEntity(bytes)
    : await openText(bytes, found.block, charset, opening);
  const covers = inside.signature.state === "none" && !inside.encrypted;
  const opened = {
    ...inside,
    encrypted: encrypted || inside.encrypted,
    signature: covers ? signature : inside.signature,
    attachments: [...inside.attachments, ...apart],
    outsideText: joined(outsideText, inside.outsideText),
  };
  return await openAttachments(opened, opening, openEntity);
}

/** Text that came out of a block: some sign it in the clear first, and encrypt that. */
async function openText(
  bytes: Buffer,
  block: string,
  charset: string | undefined,
  opening: Opening,
): Promise<Opened> {
  const named = /^Charset:\s*([\w-]+)\s*$/im.exec(block.slice(0, 1000))?.[1];
  const text = decodeText(bytes, named ?? charset).slice(0, opening.limits.textCharsMax);
  const signed = findBlock(text, "signed");
  return signed ? await openClearSigned(signed, [], opening) : plainly({ text, attachments: [] });
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

/** A signature that does not hold over the text may hold over its bytes. */
async function asItTravelled(opened: Opened, root: MailPart, opening: Opening): Promise<Opened> {
  const { state, fingerprint } = opened.signature;
  // Without a fingerprint nothing was taken apart: the text stands there as it came.
  if (state !== "bad" || fingerprint === null) return opened;
  const result = await verifyClearSignedBytes(root, opening.verifying);
  return result?.signature.state.startsWith("good") ? { ...opened, ...result } : opened;
}

function outsideOf(found: InlineBlock, opening: Opening): string | null {
  const text = [found.before.trim(), found.after.trim()].filter((each) => each !== "").join("\n\n");
  if (text !== "") opening.problems.add("mail.parts-outside");
  return text === "" ? null : text;
}

function joined(one: string | null, other: string | null): string | null {
  const texts = [one, other].filter((each) => each !== null);
  return texts.length === 0 ? null : texts.join("\n\n");
}

function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const label = charset !== undefined && knownCharset(charset) ? charset : "utf-8";
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n/g, "\n");
  } catch {
    return new TextDecoder(label).decode(bytes).replace(/\r\n/g, "\n");
  }
}
