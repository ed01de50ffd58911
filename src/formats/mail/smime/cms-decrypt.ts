/**
 * Opens CMS enveloped data (RFC 5652 section 6, RFC 5083) with our own keys. Gives no byte of what
 * failed its check; what has no check at all (CBC) is said to have none.
 */
import { constants, createDecipheriv, privateDecrypt } from "node:crypto";
import { Set as Asn1Set, Integer, OctetString, Sequence } from "asn1js";
import {
  EncryptedContentInfo,
  EnvelopedData,
  IssuerAndSerialNumber,
  KeyAgreeRecipientInfo,
  KeyTransRecipientInfo,
  RecipientInfo,
  RSAESOAEPParams,
} from "pkijs";
import { agreedKey } from "./key-agreement.ts";
import type { OwnCertificate } from "./smime-keys.ts";

export type CmsDecrypted =
  | { readonly failure: null; readonly bytes: Buffer; readonly authenticated: boolean }
  | { readonly failure: "decrypt.smime-no-key" | "decrypt.broken" | "decrypt.integrity" };

const recipientsMax = 500;

const ciphers: Readonly<Record<string, { name: string; keyBytes: number }>> = {
  "1.2.840.113549.3.7": { name: "des-ede3-cbc", keyBytes: 24 },
  "2.16.840.1.101.3.4.1.2": { name: "aes-128-cbc", keyBytes: 16 },
  "2.16.840.1.101.3.4.1.22": { name: "aes-192-cbc", keyBytes: 24 },
  "2.16.840.1.101.3.4.1.42": { name: "aes-256-cbc", keyBytes: 32 },
  "2.16.840.1.101.3.4.1.6": { name: "aes-128-gcm", keyBytes: 16 },
  "2.16.840.1.101.3.4.1.26": { name: "aes-192-gcm", keyBytes: 24 },
  "2.16.840.1.101.3.4.1.46": { name: "aes-256-gcm", keyBytes: 32 },
};

/** Enveloped data: confidential, and by its nature open to changes on the way. */
export function openEnveloped(schema: unknown, own: readonly OwnCertificate[]): CmsDecrypted {
  const { recipientInfos, encryptedContentInfo } = new EnvelopedData({ schema });
  const key = contentKey(recipientInfos, own);
  if (!key) return { failure: "decrypt.smime-no-key" };
  return decryptContent(encryptedContentInfo, key, null);
}

/** Authenticated enveloped data (RFC 5083) with AES-GCM. */
export function openAuthEnveloped(schema: unknown, own: readonly OwnCertificate[]): CmsDecrypted {
  const [recipients, content, authAttrs, mac] = authEnvelopedParts(schema);
  if (!recipients || !content || !mac) return { failure: "decrypt.broken" };
  const infos = recipients.map((each) => new RecipientInfo({ schema: each }));
  const key = contentKey(infos, own);
  if (!key) return { failure: "decrypt.smime-no-key" };
  return decryptContent(new EncryptedContentInfo({ schema: content }), key, { authAttrs, mac });
}

interface Authentication {
  readonly authAttrs: Buffer | null;
  readonly mac: Buffer;
}

type AuthEnvelopedParts = [unknown[] | null, unknown, Buffer | null, Buffer | null];

/** version, originatorInfo [0]?, recipientInfos, authEncryptedContentInfo, authAttrs [1]?, mac. */
function authEnvelopedParts(schema: unknown): AuthEnvelopedParts {
  const values = schema instanceof Sequence ? schema.valueBlock.value : [];
  const recipients = values.find((each) => each instanceof Asn1Set);
  const content = values.find((each) => each instanceof Sequence);
  const mac = values.find((each) => each instanceof OctetString);
  const attributes = values.find(
    ({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 1,
  );
  const der = attributes ? Buffer.from(attributes.toBER(false)) : null;
  // RFC 5083 section 2.2: authenticated as the SET OF that they are, not under their own tag.
  if (der) der[0] = 0x31;
  return [
    recipients instanceof Asn1Set ? recipients.valueBlock.value : null,
    content,
    der,
    mac instanceof OctetString ? Buffer.from(mac.getValue()) : null,
  ];
}

function contentKey(
  recipients: readonly RecipientInfo[],
  own: readonly OwnCertificate[],
): Buffer | null {
  for (const { value } of recipients.slice(0, recipientsMax)) {
    const key = recipientKey(value, own);
    if (key) return key;
  }
  return null;
}

function recipientKey(value: unknown, own: readonly OwnCertificate[]): Buffer | null {
  if (value instanceof KeyTransRecipientInfo) {
    const mine = own.find((each) => isFor(value, each));
    return mine ? transportedKey(value, mine) : null;
  }
  if (!(value instanceof KeyAgreeRecipientInfo)) return null;
  const curves = own.filter(({ key }) => key.asymmetricKeyType === "ec");
  return curves.reduce<Buffer | null>((found, { key }) => found ?? agreedKey(value, key), null);
}

function isFor({ rid }: KeyTransRecipientInfo, { certificate }: OwnCertificate): boolean {
  if (rid instanceof IssuerAndSerialNumber) {
    return (
      certificate.issuer.isEqual(rid.issuer) && certificate.serialNumber.isEqual(rid.serialNumber)
    );
  }
  const id = rid instanceof OctetString ? Buffer.from(rid.getValue()) : innerOctets(rid);
  return id !== null && keyIdOf(certificate)?.equals(id) === true;
}

/** The subject key identifier under its implicit tag [0]. */
function innerOctets(rid: unknown): Buffer | null {
  const block = rid as { valueBlock?: { valueHexView?: Uint8Array } } | undefined;
  return block?.valueBlock?.valueHexView ? Buffer.from(block.valueBlock.valueHexView) : null;
}

function keyIdOf(certificate: OwnCertificate["certificate"]): Buffer | null {
  const extension = certificate.extensions?.find(({ extnID }) => extnID === "2.5.29.14");
  const value: unknown = extension?.parsedValue;
  return value instanceof OctetString ? Buffer.from(value.getValue()) : null;
}

const rsaEncryption = "1.2.840.113549.1.1.1";
const rsaOaep = "1.2.840.113549.1.1.7";
const digests: Readonly<Record<string, string>> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

function transportedKey(
  { keyEncryptionAlgorithm, encryptedKey }: KeyTransRecipientInfo,
  { key }: OwnCertificate,
): Buffer | null {
  const { algorithmId, algorithmParams } = keyEncryptionAlgorithm;
  const bytes = Buffer.from(encryptedKey.getValue());
  try {
    if (algorithmId === rsaEncryption) {
      return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytes);
    }
    if (algorithmId !== rsaOaep) return null;
    const { hashAlgorithm } = new RSAESOAEPParams({ schema: algorithmParams });
    const oaepHash = digests[hashAlgorithm.algorithmId];
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    return oaepHash ? privateDecrypt({ key, padding, oaepHash }, bytes) : null;
  } catch {
    return null;
  }
}

function decryptContent(
  info: EncryptedContentInfo,
  key: Buffer,
  authentication: Authentication | null,
): CmsDecrypted {
  const cipher = ciphers[info.contentEncryptionAlgorithm.algorithmId];
  if (!cipher || key.length !== cipher.keyBytes) return { failure: "decrypt.broken" };
  const gcm = cipher.name.endsWith("gcm");
  // GCM without its tag, or a tag around CBC, is not what the standard describes.
  if (gcm !== (authentication !== null)) return { failure: "decrypt.broken" };
  try {
    const data = Buffer.from(info.getEncryptedContent());
    const params: unknown = info.contentEncryptionAlgorithm.algorithmParams;
    const bytes = gcm
      ? openGcm(cipher.name, key, params, data, authentication)
      : openCbc(cipher.name, key, params, data);
    return { failure: null, bytes, authenticated: gcm };
  } catch {
    return { failure: gcm ? "decrypt.integrity" : "decrypt.broken" };
  }
}

function openCbc(name: string, key: Buffer, params: unknown, data: Buffer): Buffer {
  if (!(params instanceof OctetString)) throw new Error("no initialisation vector");
  const decipher = createDecipheriv(name, key, Buffer.from(params.getValue()));
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

/** RFC 5084: a nonce, and how many octets of the tag were sent (12 unless said). */
function openGcm(
  name: string,
  key: Buffer,
  params: unknown,
  data: Buffer,
  authentication: Authentication | null,
): Buffer {
  const [nonce, length] = params instanceof Sequence ? params.valueBlock.value : [];
  const icvBytes = length instanceof Integer ? length.valueBlock.valueDec : 12;
  const mac = authentication?.mac;
  if (!(nonce instanceof OctetString) || mac?.length !== icvBytes || icvBytes < 12) {
    throw new Error("no nonce, or no tag of its length");
  }
  const authTagLength = icvBytes;
  const gcm = name as "aes-256-gcm";
  const decipher = createDecipheriv(gcm, key, Buffer.from(nonce.getValue()), { authTagLength });
  if (authentication?.authAttrs) decipher.setAAD(authentication.authAttrs);
  decipher.setAuthTag(mac);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}
