/**
 * Opens the protected layers of a message. What stood outside the protected part is never joined
 * to what came out of it (EFAIL, signature wrapping): it is gathered apart.
 */
import { collectContent } from "./collect-content.ts";
import { type Decrypted, decryptMessage } from "./decrypt-message.ts";
import { findProtected, insideOf, type ProtectedPart } from "./find-protected.ts";
import { protectedFields } from "./header-copy.ts";
import type { DecryptFailure } from "./mail-problem.ts";
import { openInline } from "./open-inline.ts";
import { type Opened, type Opening, plainly } from "./opened-mail.ts";
import { release } from "./release.ts";
import { betterOf, type MailSignature, noSignature } from "./signature-state.ts";
import type { CmsVerifying } from "./smime/cms-verify.ts";
import { openCms, verifySmimePart } from "./smime/open-smime.ts";
import { type MailPart, splitMime } from "./split-mime.ts";
import { decodeTransfer } from "./transfer-encoding.ts";
import { verifySignedPart, withCrlf } from "./verify-signed.ts";

/** Reads what a part and its layers hold. Never throws for what the sender wrote. */
export async function openLayers(root: MailPart, opening: Opening, layer = 1): Promise<Opened> {
  const found = findProtected(root, opening);
  if (!found) {
    return await openInline(root, opening, (bytes) => openEntity(bytes, opening, layer));
  }
  if (layer > opening.limits.layersMax) {
    opening.problems.add("mail.layer-limit");
    return plainly(await collectContent(root, opening.limits, opening.problems));
  }
  return await withOutside(await openFound(found, opening, layer), root, found.used, opening);
}

async function openFound(found: ProtectedPart, opening: Opening, layer: number): Promise<Opened> {
  switch (found.kind) {
    case "encrypted":
      return await openEncrypted(found.payload, opening, layer);
    case "signed":
    case "smime-signed":
      return await openSigned(found, opening, layer);
    case "smime":
      return await openSmime(found.payload, opening, layer);
    case "forwarded": {
      opening.problems.add("mail.forwarded-inside");
      const opened = await openLayers(found.message, opening, layer + 1);
      // Its header is that of another message: its subject must not stand as this one's.
      return { ...opened, payload: null };
    }
  }
}

async function openEncrypted(payload: MailPart, opening: Opening, layer: number): Promise<Opened> {
  const data = decodeTransfer(payload.body, payload.encoding).bytes;
  const result = await decryptMessage(data, opening.own, opening.verifying);
  if (result.failure !== null) return await stillClosed(payload, result.failure, opening);
  const opened = await openInner(result, opening, layer);
  // Files and words were copied out of it.
  release(result.bytes);
  return opened;
}

/** S/MIME: what cannot be opened here is kept and named. */
async function openSmime(payload: MailPart, opening: Opening, layer: number): Promise<Opened> {
  const data = decodeTransfer(payload.body, payload.encoding).bytes;
  const result = await openCms(data, cmsVerifying(opening));
  switch (result.kind) {
    case "signed":
      return await openInner({ ...result, encrypted: false }, opening, layer);
    case "enveloped":
      if (!result.authenticated) opening.problems.add("mail.smime-no-integrity");
      return await openInner(
        { bytes: result.bytes, signature: noSignature, encrypted: true },
        opening,
        layer,
      );
    case "closed":
      return await stillClosed(payload, result.failure, opening);
    case "other":
      return plainly(await collectContent(payload, opening.limits, opening.problems));
  }
}

function cmsVerifying({ smime, verifying, problems }: Opening): CmsVerifying {
  return { keys: smime, now: verifying.now, sender: verifying.sender ?? null, problems };
}

async function openInner(
  result: Omit<Extract<Decrypted, { failure: null }>, "failure">,
  opening: Opening,
  layer: number,
): Promise<Opened> {
  const inner = splitMime(result.bytes, opening.limits, opening.problems);
  const opened = await openPayload(inner, opening, layer);
  const covered = await coveredBy(result.signature, inner, opened, opening);
  return { ...covered, encrypted: result.encrypted || opened.encrypted };
}

/** Decrypted bytes that are a MIME entity of their own, whatever the mail around them became. */
async function openEntity(bytes: Buffer, opening: Opening, layer: number): Promise<Opened> {
  const inner = splitMime(bytes, opening.limits, opening.problems);
  return await openPayload(inner, opening, layer);
}

/** What was encrypted or signed as a whole: its header is protected with it (RFC 9788). */
async function openPayload(inner: MailPart, opening: Opening, layer: number): Promise<Opened> {
  // RFC 9788 section 4.10: a whole message as the payload, as earlier programs protect headers.
  const isWrapped = inner.type === "message/rfc822" && inner.params.forwarded === "no";
  const payload = isWrapped ? insideOf(inner, opening) : inner;
  const opened = await openLayers(payload, { ...opening, inPayload: true }, layer + 1);
  const header = { fields: protectedFields(payload, opening.limits) };
  return { ...opened, payload: opened.payload ?? header };
}

/**
 * What a signature around a part is worth for what was read in it. Around further ciphertext it
 * says nothing. Where it is good it covers what an inner signature left outside.
 */
async function coveredBy(
  signature: MailSignature,
  part: MailPart,
  opened: Opened,
  opening: Opening,
): Promise<Opened> {
  if (opened.encrypted) {
    if (signature.state !== "none") opening.problems.add("mail.signature-outside-encryption");
    // Words in plain are covered all the same; of the files it is told that they are not.
    return opened.plainText ? { ...opened, signature } : opened;
  }
  const partly = opened.outsideText !== null || opened.attachments.some((each) => !each.inside);
  if (!partly || opened.signature.state === "none") {
    return { ...opened, signature: betterOf(signature, opened.signature) };
  }
  if (!signature.state.startsWith("good")) return opened;
  opening.problems.delete("mail.parts-outside");
  const whole = await collectContent(part, opening.limits, opening.problems);
  const payload = { fields: protectedFields(part, opening.limits) };
  return { ...plainly(whole), signature, payload };
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

async function openSigned(
  { kind, signed, carrier }: Extract<ProtectedPart, { carrier: MailPart }>,
  opening: Opening,
  layer: number,
): Promise<Opened> {
  const { verifying, problems } = opening;
  const signature =
    kind === "signed"
      ? await verifySignedPart(signed, carrier, verifying, problems)
      : await verifySmime(signed, carrier, opening);
  const opened = await openPayload(signed, opening, layer);
  return await coveredBy(signature, signed, opened, opening);
}

async function verifySmime(
  signed: MailPart,
  carrier: MailPart,
  opening: Opening,
): Promise<MailSignature> {
  const { bytes } = decodeTransfer(carrier.body, carrier.encoding);
  const signature = await verifySmimePart(withCrlf(signed.raw), bytes, cmsVerifying(opening));
  if (!signature) opening.problems.add("mail.signature-unreadable");
  return signature ?? { state: "bad", fingerprint: null, kind: "smime" };
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
