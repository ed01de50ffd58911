/**
 * Finds the encrypted or signed part of a message, also where mail servers renamed or wrapped its
 * parts. Only says where it is; opens nothing, believes nothing.
 */
import type { MailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import { type MailPart, splitMime } from "./split-mime.ts";
import { decodeTransfer } from "./transfer-encoding.ts";

/** The first protected part, and the parts that it is made of. */
export type ProtectedPart = { readonly used: readonly MailPart[] } & (
  | { readonly kind: "encrypted"; readonly payload: MailPart }
  | {
      readonly kind: "signed" | "smime-signed";
      readonly signed: MailPart;
      readonly carrier: MailPart;
    }
  | { readonly kind: "smime"; readonly payload: MailPart }
  | { readonly kind: "forwarded"; readonly message: MailPart }
);

interface Finding {
  readonly limits: MailLimits;
  readonly problems: Set<MailProblem>;
}

/** Encrypted before signed: a signature around ciphertext says nothing of who wrote the text. */
export function findProtected(root: MailPart, finding: Finding): ProtectedPart | null {
  const parts = flatten(root);
  const carrying = parts.find((part) => signedParts(part) !== null);
  const pair = carrying ? signedParts(carrying) : null;
  const inside = carrying ? flatten(carrying) : [];
  // What is inside a signed part is opened from there, as its own layer.
  const outside = parts.filter((each) => !inside.includes(each));
  for (const part of outside) {
    const used = encryptedParts(part);
    if (used) return { kind: "encrypted", payload: used[1], used };
    if (isSmime(part)) return { kind: "smime", payload: part, used: [part] };
  }
  if (pair) {
    const [signed, carrier] = pair;
    const kind = isSmimeSignature(carrier) ? "smime-signed" : "signed";
    return { kind, signed, carrier, used: pair };
  }
  return findForwarded(outside, finding);
}

function flatten(part: MailPart): MailPart[] {
  return [part, ...part.children.flatMap(flatten)];
}

/** RFC 3156 section 5, or multipart/mixed that a mail server made of it. */
function signedParts(part: MailPart): readonly [MailPart, MailPart] | null {
  const [signed, carrier] = part.children;
  if (!signed || !carrier) return null;
  const typed = carrier.type === "application/pgp-signature";
  if (part.type === "multipart/signed" && isSmimeSignature(carrier)) return [signed, carrier];
  if (part.type === "multipart/signed") {
    const meant = part.params.protocol?.toLowerCase() === "application/pgp-signature";
    return typed || (meant && startsWith(carrier, "-----BEGIN PGP SIGNATURE-----"))
      ? [signed, carrier]
      : null;
  }
  const name = carrier.params.name ?? "signature.asc";
  const renamed = part.type === "multipart/mixed" && part.children.length === 2;
  return renamed && typed && name === "signature.asc" ? [signed, carrier] : null;
}

/** RFC 8551 section 3.5.3 and its earlier name. */
function isSmimeSignature({ type }: MailPart): boolean {
  return /^application\/(x-)?pkcs7-signature$/.test(type);
}

/** RFC 8551 section 3.2; some servers leave only the name of the file. */
function isSmime({ type, params }: MailPart): boolean {
  if (/^application\/(x-)?pkcs7-mime$/.test(type)) return true;
  return type === "application/octet-stream" && params.name?.toLowerCase() === "smime.p7m";
}

/**
 * RFC 3156 section 4, or what Exchange makes of it: multipart/mixed with the same two parts,
 * sometimes under other types and names.
 */
function encryptedParts(part: MailPart): readonly [MailPart, MailPart] | null {
  if (!part.type.startsWith("multipart/")) return null;
  const at = part.children.findIndex(isControl);
  const [control, payload] = at < 0 ? [] : part.children.slice(at, at + 2);
  if (!control || !payload) return null;
  const typed = control.type === "application/pgp-encrypted";
  return typed || startsWith(payload, "-----BEGIN PGP MESSAGE-----") ? [control, payload] : null;
}

function isControl(part: MailPart): boolean {
  if (part.type === "application/pgp-encrypted") return true;
  // The next part may begin right behind it: a short body is what tells it apart.
  if (part.body.length > 200 || part.children.length > 0) return false;
  return /^\s*Version: 1\s*$/.test(decoded(part).toString("latin1"));
}

const forwardedTypes = ["message/rfc822", "message/global"];

/** A message inside this one, where it is encrypted: whoever forwards it cannot read it to us. */
function findForwarded(parts: readonly MailPart[], finding: Finding): ProtectedPart | null {
  for (const part of parts.filter((each) => forwardedTypes.includes(each.type))) {
    const message = insideOf(part, finding);
    if (holdsEncrypted(message, finding, finding.limits.layersMax)) {
      return { kind: "forwarded", message, used: [part] };
    }
  }
  return null;
}

/** The message that a message/rfc822 part holds. */
export function insideOf(part: MailPart, { limits, problems }: Finding): MailPart {
  return splitMime(decoded(part), limits, problems);
}

function holdsEncrypted(message: MailPart, finding: Finding, depth: number): boolean {
  return flatten(message).some((part) => {
    if (encryptedParts(part) || isSmime(part)) return true;
    if (forwardedTypes.includes(part.type)) {
      return depth > 1 && holdsEncrypted(insideOf(part, finding), finding, depth - 1);
    }
    const isText = part.type === "text/plain" && part.disposition !== "attachment";
    return isText && /^-----BEGIN PGP MESSAGE-----/m.test(decoded(part).toString("latin1"));
  });
}

function decoded(part: MailPart): Buffer {
  return decodeTransfer(part.body, part.encoding).bytes;
}

function startsWith(part: MailPart, marker: string): boolean {
  return decoded(part).toString("latin1", 0, 2000).trimStart().startsWith(marker);
}
