/** Checks the signature of a multipart/signed part (RFC 3156 section 5) and of clear-signed text. Never throws. */
import {
  createMessage,
  enums,
  type LiteralDataPacket,
  readCleartextMessage,
  readSignature,
  type Signature,
} from "openpgp";
import { putText } from "./hash-in-pieces.ts";
import type { MailProblem } from "./mail-problem.ts";
import { type MailSignature, signatureState, type Verifying } from "./signature-state.ts";
import type { MailPart } from "./split-mime.ts";
import { decodeTransfer } from "./transfer-encoding.ts";

const unreadable: MailSignature = { state: "bad", fingerprint: null };

/** Checks bytes against a detached signature, armored or binary. */
export async function verifyBytes(
  bytes: Uint8Array,
  signatureBytes: Uint8Array,
  verifying: Verifying,
): Promise<MailSignature> {
  const signature = await parseSignature(signatureBytes, verifying);
  return signature ? await verifyParsed(bytes, signature, verifying) : unreadable;
}

/** Checks the first child of a multipart/signed part against the second. */
export async function verifySignedPart(
  signed: MailPart,
  carrier: MailPart,
  verifying: Verifying,
  problems: Set<MailProblem>,
): Promise<MailSignature> {
  const { bytes } = decodeTransfer(carrier.body, carrier.encoding);
  const signature = await parseSignature(bytes, verifying);
  if (!signature) {
    problems.add("mail.signature-unreadable");
    return unreadable;
  }
  const canonical = withCrlf(signed.raw);
  const state = await verifyParsed(canonical, signature, verifying);
  // Some programs sign the lines as they keep them, with bare line feeds.
  return state.state === "bad" && canonical.length !== signed.raw.length
    ? await verifyBytes(signed.raw, bytes, verifying)
    : state;
}

/** Checks clear-signed text and gives the text that the signature covers. */
export async function verifyClearSigned(
  block: string,
  verifying: Verifying,
): Promise<{ text: string; signature: MailSignature } | null> {
  try {
    const message = await readCleartextMessage({
      cleartextMessage: block,
      config: verifying.config,
    });
    const results = await message.verify([...verifying.trust], verifying.now, verifying.config);
    const signatures = await Promise.all(results.map((result) => result.signature));
    const literal = (await createMessage({ text: message.getText() })).packets[0];
    const packets = signatures.flatMap((each) => [...each.packets]);
    const signature = await signatureState(packets, literal as LiteralDataPacket, true, verifying);
    return { text: message.getText(), signature };
  } catch {
    return null;
  }
}

async function parseSignature(bytes: Uint8Array, { config }: Verifying): Promise<Signature | null> {
  const text = Buffer.from(bytes).toString("latin1").trimStart();
  try {
    return text.startsWith("-----BEGIN")
      ? await readSignature({ armoredSignature: text, config })
      : await readSignature({ binarySignature: Uint8Array.from(bytes), config });
  } catch {
    return null;
  }
}

async function verifyParsed(
  bytes: Uint8Array,
  signature: Signature,
  verifying: Verifying,
): Promise<MailSignature> {
  const large = bytes.length >= verifying.largeBytesMin;
  const message = await createMessage({
    binary: large ? new Uint8Array() : Uint8Array.from(bytes),
  });
  const literal = message.packets.findPacket(enums.packet.literalData) as LiteralDataPacket;
  const packets = [...signature.packets];
  if (large) putText(bytes, literal, packets, true);
  return await signatureState(packets, literal, true, verifying);
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** RFC 3156 section 5, RFC 8551 section 3.1.1: signed over CRLF line ends, whatever a mail store made of them. */
export function withCrlf(raw: Buffer): Buffer {
  let bare = 0;
  eachBareLineFeed(raw, () => {
    bare += 1;
  });
  if (bare === 0) return raw;
  const canonical = Buffer.alloc(raw.length + bare);
  let from = 0;
  let filled = 0;
  eachBareLineFeed(raw, (at) => {
    filled += raw.copy(canonical, filled, from, at);
    canonical[filled++] = carriageReturn;
    from = at;
  });
  raw.copy(canonical, filled, from);
  return canonical;
}

function eachBareLineFeed(raw: Buffer, visit: (at: number) => void): void {
  for (let at = raw.indexOf(lineFeed); at >= 0; at = raw.indexOf(lineFeed, at + 1)) {
    if (raw[at - 1] !== carriageReturn) visit(at);
  }
}
