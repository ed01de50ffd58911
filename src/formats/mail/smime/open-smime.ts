/** Opens one S/MIME body (RFC 8551): enveloped, or signed around its content. Never throws, fetches nothing. */
import { ContentInfo } from "pkijs";
import type { DecryptFailure } from "../mail-problem.ts";
import type { MailSignature } from "../signature-state.ts";
import { type CmsDecrypted, openAuthEnveloped, openEnveloped } from "./cms-decrypt.ts";
import { type CmsVerifying, openSigned, verifyDetachedCms } from "./cms-verify.ts";

const contentTypes = {
  signed: "1.2.840.113549.1.7.2",
  enveloped: "1.2.840.113549.1.7.3",
  authEnveloped: "1.2.840.113549.1.9.16.1.23",
} as const;

export type OpenedCms =
  | { readonly kind: "signed"; readonly bytes: Buffer; readonly signature: MailSignature }
  | { readonly kind: "enveloped"; readonly bytes: Buffer; readonly authenticated: boolean }
  | { readonly kind: "closed"; readonly failure: DecryptFailure }
  /** No S/MIME that is known here, such as compressed data or bare certificates. */
  | { readonly kind: "other" };

/** Reads the body of an application/pkcs7-mime part. */
export async function openCms(bytes: Uint8Array, verifying: CmsVerifying): Promise<OpenedCms> {
  const info = parse(bytes);
  if (!info) return { kind: "other" };
  const { own } = verifying.keys;
  try {
    switch (info.contentType) {
      case contentTypes.signed: {
        const opened = await openSigned(info.content, verifying);
        return opened ? { kind: "signed", ...opened } : { kind: "other" };
      }
      case contentTypes.enveloped:
        return toOpened(openEnveloped(info.content, own));
      case contentTypes.authEnveloped:
        return toOpened(openAuthEnveloped(info.content, own));
      default:
        return { kind: "other" };
    }
  } catch {
    const isSigned = info.contentType === contentTypes.signed;
    return isSigned ? { kind: "other" } : { kind: "closed", failure: "decrypt.broken" };
  }
}

function toOpened(result: CmsDecrypted): OpenedCms {
  return result.failure === null
    ? { kind: "enveloped", bytes: result.bytes, authenticated: result.authenticated }
    : { kind: "closed", failure: result.failure };
}

/** What the application/pkcs7-signature part of multipart/signed is worth for the part beside it. */
export async function verifySmimePart(
  bytes: Uint8Array,
  signature: Uint8Array,
  verifying: CmsVerifying,
): Promise<MailSignature | null> {
  const info = parse(signature);
  if (info?.contentType !== contentTypes.signed) return null;
  return await verifyDetachedCms(info.content, bytes, verifying).catch(() => null);
}

function parse(bytes: Uint8Array): ContentInfo | null {
  try {
    return ContentInfo.fromBER(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
