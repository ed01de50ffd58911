/**
 * Says what a CMS signature (RFC 5652 section 5) is worth: the cryptography first, then the
 * certificate. Asks no server; revocation is known from configured lists only.
 */
import { createHash } from "node:crypto";
import {
  Certificate,
  CertificateChainValidationEngine,
  ExtKeyUsage,
  type GeneralNames,
  SignedData,
} from "pkijs";
import type { MailProblem } from "../mail-problem.ts";
import {
  betterOf,
  type MailSignature,
  noSignature,
  type SignatureState,
} from "../signature-state.ts";
import type { OpenedSmimeKeys } from "./smime-keys.ts";

/** What signatures are judged by. */
export interface CmsVerifying {
  readonly keys: OpenedSmimeKeys;
  readonly now: Date;
  readonly sender: string | null;
  readonly problems: Set<MailProblem>;
}

const signersMax = 4;
const certificatesMax = 20;

/** The content of opaque signed data, and what its signature is worth. */
export async function openSigned(
  schema: unknown,
  verifying: CmsVerifying,
): Promise<{ bytes: Buffer; signature: MailSignature } | null> {
  const signed = new SignedData({ schema });
  const content = signed.encapContentInfo.eContent;
  if (!content) return null;
  const signature = await verifyAll(signed, new ArrayBuffer(0), verifying);
  return { bytes: Buffer.from(content.getValue()), signature };
}

/** What a detached signature is worth for these bytes. */
export async function verifyDetachedCms(
  schema: unknown,
  bytes: Uint8Array,
  verifying: CmsVerifying,
): Promise<MailSignature> {
  const signed = new SignedData({ schema });
  // The library would check the content inside, and the mail shows the one beside it.
  if (signed.encapContentInfo.eContent) return smime("bad", null);
  return await verifyAll(signed, Uint8Array.from(bytes).buffer, verifying);
}

function smime(state: SignatureState, fingerprint: string | null): MailSignature {
  return { state, fingerprint, kind: "smime" };
}

async function verifyAll(
  signed: SignedData,
  data: ArrayBuffer,
  verifying: CmsVerifying,
): Promise<MailSignature> {
  // A signer may leave out what we know already; a flood of certificates is not looked at.
  const sent = (signed.certificates ?? []).filter((each) => each instanceof Certificate);
  signed.certificates = [...sent.slice(0, certificatesMax), ...verifying.keys.authorities];
  const count = Math.min(signed.signerInfos.length, signersMax);
  let found = noSignature;
  for (let signer = 0; signer < count; signer++) {
    found = betterOf(await verifyOne(signed, signer, data, verifying), found);
  }
  return found;
}

const weakDigests = ["1.2.840.113549.2.5", "1.3.14.3.2.26"];

async function verifyOne(
  signed: SignedData,
  signer: number,
  data: ArrayBuffer,
  verifying: CmsVerifying,
): Promise<MailSignature> {
  const { problems } = verifying;
  const { valid, certificate } = await check(signed, signer, data);
  if (!certificate) return smime("unknown-key", null);
  const fingerprint = fingerprintOf(certificate);
  if (!valid) return smime("bad", fingerprint);
  if (weakDigests.includes(signed.signerInfos[signer]?.digestAlgorithm.algorithmId ?? "")) {
    problems.add("mail.signature-weak");
    return smime("bad", fingerprint);
  }
  if (!mayProtectMail(certificate)) {
    problems.add("mail.signer-may-not-sign");
    return smime("bad", fingerprint);
  }
  const state = await certificateState(certificate, signed, verifying);
  if (state !== "unknown-key" && !names(certificate, verifying.sender)) {
    problems.add("mail.signer-not-sender");
  }
  return smime(state, fingerprint);
}

async function check(
  signed: SignedData,
  signer: number,
  data: ArrayBuffer,
): Promise<{ valid: boolean; certificate: Certificate | null }> {
  try {
    const found = await signed.verify({ signer, data, checkChain: false, extendedMode: true });
    return {
      valid: found.signatureVerified === true,
      certificate: found.signerCertificate ?? null,
    };
  } catch (error) {
    const { signerCertificate = null } = error as { signerCertificate?: Certificate | null };
    return { valid: false, certificate: signerCertificate };
  }
}

async function certificateState(
  certificate: Certificate,
  signed: SignedData,
  verifying: CmsVerifying,
): Promise<SignatureState> {
  const { now, keys } = verifying;
  const ends = certificate.notAfter.value;
  const expired = now > ends;
  const at = expired ? new Date(ends.getTime() - 1000) : now;
  if (!(await isTrusted(certificate, signed, keys, at))) return "unknown-key";
  if (await isRevoked(certificate, keys)) return "good-revoked-key";
  return expired ? "good-expired-key" : "good";
}

async function isTrusted(
  certificate: Certificate,
  signed: SignedData,
  { authorities }: OpenedSmimeKeys,
  checkDate: Date,
): Promise<boolean> {
  if (authorities.length === 0) return false;
  const others = (signed.certificates ?? []).filter(
    (each): each is Certificate => each instanceof Certificate && each !== certificate,
  );
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [...authorities],
    certs: [...others, certificate],
    checkDate,
  });
  const chain = await engine.verify({}).catch(() => ({ result: false }));
  return chain.result;
}

/** By a list that the issuer of the certificate signed. */
async function isRevoked(
  certificate: Certificate,
  { revocations, authorities }: OpenedSmimeKeys,
): Promise<boolean> {
  for (const list of revocations) {
    if (!list.issuer.isEqual(certificate.issuer) || !list.isCertificateRevoked(certificate))
      continue;
    for (const issuerCertificate of authorities) {
      if (await list.verify({ issuerCertificate }).catch(() => false)) return true;
    }
  }
  return false;
}

const emailProtection = "1.3.6.1.5.5.7.3.4";
const anyPurpose = "2.5.29.37.0";

/** RFC 8550 section 4.4: where a certificate says what it is for, mail or signing must be among it. */
function mayProtectMail(certificate: Certificate): boolean {
  const purposes: unknown = parsed(certificate, "2.5.29.37");
  if (purposes instanceof ExtKeyUsage) {
    const fits = purposes.keyPurposes.some((each) => [emailProtection, anyPurpose].includes(each));
    if (!fits) return false;
  }
  const usage = parsed(certificate, "2.5.29.15") as
    | { valueBlock?: { valueHexView?: Uint8Array } }
    | undefined;
  const bits = usage?.valueBlock?.valueHexView?.[0];
  // digitalSignature or nonRepudiation, the first two bits.
  return bits === undefined || (bits & 0xc0) !== 0;
}

function parsed(certificate: Certificate, oid: string): unknown {
  return certificate.extensions?.find(({ extnID }) => extnID === oid)?.parsedValue;
}

const emailAttribute = "1.2.840.113549.1.9.1";

function names(certificate: Certificate, sender: string | null): boolean {
  const alternative: unknown = parsed(certificate, "2.5.29.17");
  const addresses = [
    ...(hasNames(alternative)
      ? alternative.altNames.filter(({ type }) => type === 1).map(({ value }) => String(value))
      : []),
    ...certificate.subject.typesAndValues
      .filter(({ type }) => String(type) === emailAttribute)
      .map(({ value }) => String(value.valueBlock.value)),
  ];
  return sender !== null && addresses.some((each) => each.toLowerCase() === sender.toLowerCase());
}

function hasNames(value: unknown): value is { altNames: GeneralNames["names"] } {
  return typeof value === "object" && value !== null && "altNames" in value;
}

function fingerprintOf(certificate: Certificate): string {
  const der = Buffer.from(certificate.toSchema(false).toBER(false));
  return createHash("sha256").update(der).digest("hex").toUpperCase();
}
