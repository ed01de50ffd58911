/**
 * Opens the OpenPGP layers of a message. What stood outside the protected part is never joined
 * to what came out of it (EFAIL, signature wrapping): it is gathered apart.
 */
import { collectContent } from "./collect-content.ts";
import { type Decrypted, decryptMessage } from "./decrypt-message.ts";
import type { DecryptFailure } from "./mail-problem.ts";
import { openInline } from "./open-inline.ts";
import { type Opened, type Opening, plainly } from "./opened-mail.ts";
import { type MailPart, splitMime } from "./split-mime.ts";
import { decodeTransfer } from "./transfer-encoding.ts";
import { verifySignedPart } from "./verify-signed.ts";

/** Reads what a part and its layers hold. Never throws for what the sender wrote. */
export async function openLayers(root: MailPart, opening: Opening, layer = 1): Promise<Opened> {
  const found = protectedPartOf(root);
  if (!found) return await openInline(root, opening);
  if (layer > opening.limits.layersMax) {
    opening.problems.add("mail.layer-limit");
    return plainly(await collectContent(root, opening.limits, opening.problems));
  }
  const opened =
    found.kind === "encrypted"
      ? await openEncrypted(found.payload, opening, layer)
      : await openSigned(found.part, opening, layer);
  return await withOutside(opened, root, found.used, opening);
}

/** The first protected part, and the parts that it is made of. */
type ProtectedPart =
  | { kind: "encrypted"; payload: MailPart; used: readonly MailPart[] }
  | { kind: "signed"; part: MailPart; used: readonly MailPart[] };

// Encrypted before signed: a signature around ciphertext says nothing of who wrote the text.
function protectedPartOf(root: MailPart): ProtectedPart | null {
  const parts = flatten(root);
  const signed = parts.find(isSigned);
  // What is inside a signed part is opened from there, as its own layer.
  for (const part of signed ? parts.filter((each) => !flatten(signed).includes(each)) : parts) {
    const used = encryptedParts(part);
    if (used) return { kind: "encrypted", payload: used[1], used };
  }
  return signed ? { kind: "signed", part: signed, used: signed.children.slice(0, 2) } : null;
}

function flatten(part: MailPart): MailPart[] {
  return [part, ...part.children.flatMap(flatten)];
}

function isSigned(part: MailPart): boolean {
  return (
    part.type === "multipart/signed" &&
    part.children.length > 1 &&
    part.children[1]?.type === "application/pgp-signature"
  );
}

/** RFC 3156 section 4, or what Exchange makes of it: multipart/mixed with the same two parts. */
function encryptedParts(part: MailPart): readonly [MailPart, MailPart] | null {
  if (part.type !== "multipart/encrypted" && part.type !== "multipart/mixed") return null;
  const at = part.children.findIndex((child) => child.type === "application/pgp-encrypted");
  const [control, payload] = at < 0 ? [] : part.children.slice(at, at + 2);
  return control && payload ? [control, payload] : null;
}

async function openEncrypted(payload: MailPart, opening: Opening, layer: number): Promise<Opened> {
  const data = decodeTransfer(payload.body, payload.encoding).bytes;
  const result = await decryptMessage(data, opening.own, opening.verifying);
  if (result.failure !== null) return await stillClosed(payload, result.failure, opening);
  return await openInner(result, opening, layer);
}

async function openInner(
  result: Extract<Decrypted, { failure: null }>,
  opening: Opening,
  layer: number,
): Promise<Opened> {
  const inner = splitMime(result.bytes, opening.limits, opening.problems);
  const opened = await openLayers(inner, opening, layer + 1);
  return {
    ...opened,
    encrypted: true,
    signature: opened.signature.state === "none" ? result.signature : opened.signature,
    protectedPart: opened.protectedPart ?? inner,
  };
}

/** The ciphertext stays an attachment, so that somebody with the key can still open it by hand. */
async function stillClosed(
  payload: MailPart,
  failure: DecryptFailure,
  opening: Opening,
): Promise<Opened> {
  const { attachments } = await collectContent(payload, opening.limits, opening.problems);
  return { ...plainly({ text: "", attachments }), encrypted: true, decryptFailure: failure };
}

async function openSigned(part: MailPart, opening: Opening, layer: number): Promise<Opened> {
  const signature = await verifySignedPart(part, opening.verifying, opening.problems);
  const signed = part.children[0] ?? part;
  const opened = await openLayers(signed, opening, layer + 1);
  if (opened.encrypted) {
    opening.problems.add("mail.signature-outside-encryption");
    return opened;
  }
  const covers = opened.signature.state === "none";
  return {
    ...opened,
    signature: covers ? signature : opened.signature,
    protectedPart: signature.state.startsWith("good") ? signed : opened.protectedPart,
  };
}

async function withOutside(
  opened: Opened,
  root: MailPart,
  used: readonly MailPart[],
  opening: Opening,
): Promise<Opened> {
  const outside = await collectContent(root, opening.limits, opening.problems, {
    without: used,
    inside: false,
  });
  const text = [opened.outsideText ?? "", outside.text].join("\n\n").trim();
  if (text !== "" || outside.attachments.length > 0) opening.problems.add("mail.parts-outside");
  const attachments = [...opened.attachments, ...outside.attachments];
  return { ...opened, attachments, outsideText: text === "" ? null : text };
}
