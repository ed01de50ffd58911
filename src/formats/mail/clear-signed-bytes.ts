/**
 * Checks clear-signed text over the bytes of its part: in another character set than UTF-8, or with
 * flowing lines, what a reader shows is not what was signed.
 */
import { findBlock } from "./inline-pgp.ts";
import type { MailSignature, Verifying } from "./signature-state.ts";
import type { MailPart } from "./split-mime.ts";
import { decodeTransfer } from "./transfer-encoding.ts";
import { verifyBytes } from "./verify-signed.ts";

const begin = "-----BEGIN PGP SIGNED MESSAGE-----";
const signatureAt = "\n-----BEGIN PGP SIGNATURE-----";

/**
 * What the signature in the only part that holds such a block is worth, and the text that it covers;
 * null where there is none, or several, of which it would not be known which one is shown.
 */
export async function verifyClearSignedBytes(
  root: MailPart,
  verifying: Verifying,
): Promise<{ text: string; signature: MailSignature } | null> {
  const holding = leavesOf(root).filter((part) => decoded(part).includes(begin));
  const [part] = holding;
  if (!part || holding.length > 1 || part.type !== "text/plain") return null;
  const lines = decoded(part).toString("latin1").replace(/\r\n?/g, "\n");
  const found = findBlock(lines, "signed");
  const [head = "", signature] = found
    ? splitAt(found.block, found.block.indexOf(signatureAt))
    : [];
  const start = head.indexOf("\n\n");
  if (signature === undefined || start < 0) return null;
  const covered = Buffer.from(unescaped(head.slice(start + 2)), "latin1");
  const text = decodeAs(covered, part.params.charset);
  if (text === null) return null;
  return {
    text,
    signature: await verifyBytes(covered, Buffer.from(signature, "latin1"), verifying),
  };
}

function leavesOf(part: MailPart): MailPart[] {
  return part.children.length > 0
    ? part.children.flatMap(leavesOf)
    : [part].filter(({ type }) => type.startsWith("text/"));
}

function decoded(part: MailPart): Buffer {
  return decodeTransfer(part.body, part.encoding).bytes;
}

function splitAt(text: string, at: number): readonly [string, string | undefined] {
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** RFC 9580 section 7.1 and 7.2: dashes are escaped, and white space at the end of a line is not signed. */
function unescaped(body: string): string {
  return body
    .split("\n")
    .map((line) => line.replace(/^- /, "").replace(/[ \t]+$/, ""))
    .join("\n");
}

function decodeAs(bytes: Uint8Array, charset: string | undefined): string | null {
  try {
    return new TextDecoder((charset ?? "utf-8").trim()).decode(bytes);
  } catch {
    return null;
  }
}
