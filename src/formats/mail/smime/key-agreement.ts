/** Agrees on the content key of CMS with elliptic curves (RFC 5753): X9.63 derivation, then AES key unwrapping. */
import { createDecipheriv, createECDH, createHash, type KeyObject } from "node:crypto";
import { type AsnType, Constructed, OctetString, Sequence } from "asn1js";
import { type KeyAgreeRecipientInfo, OriginatorPublicKey } from "pkijs";

/** Key agreement with the hash of its derivation: stdDH and cofactorDH, the same for these curves. */
const derivations: Readonly<Record<string, string>> = {
  "1.3.133.16.840.63.0.2": "sha1",
  "1.3.133.16.840.63.0.3": "sha1",
  "1.3.132.1.11.1": "sha256",
  "1.3.132.1.11.2": "sha384",
  "1.3.132.1.11.3": "sha512",
  "1.3.132.1.14.1": "sha256",
  "1.3.132.1.14.2": "sha384",
  "1.3.132.1.14.3": "sha512",
};

const wraps: Readonly<Record<string, { cipher: string; keyBytes: number }>> = {
  "2.16.840.1.101.3.4.1.5": { cipher: "aes128-wrap", keyBytes: 16 },
  "2.16.840.1.101.3.4.1.25": { cipher: "aes192-wrap", keyBytes: 24 },
  "2.16.840.1.101.3.4.1.45": { cipher: "aes256-wrap", keyBytes: 32 },
};

const recipientsMax = 50;

/** The content key, or null where none of the wrapped ones is for this key. */
export function agreedKey(info: KeyAgreeRecipientInfo, key: KeyObject): Buffer | null {
  const { algorithmId, algorithmParams } = info.keyEncryptionAlgorithm;
  const hash = derivations[algorithmId];
  const wrapping: unknown = algorithmParams;
  const originator: unknown = info.originator.value;
  if (!hash || !(wrapping instanceof Sequence) || !(originator instanceof OriginatorPublicKey)) {
    return null;
  }
  const wrap = wraps[String(wrapping.valueBlock.value[0]?.valueBlock ?? "")];
  if (!wrap) return null;
  const secret = sharedSecret(key, Buffer.from(originator.publicKey.valueBlock.valueHexView));
  if (!secret) return null;
  const ukm = info.ukm instanceof OctetString ? info.ukm : null;
  const shared = sharedInfo(wrapping, ukm, wrap.keyBytes);
  const wrappingKey = derive(hash, secret, shared, wrap.keyBytes);
  for (const { encryptedKey } of info.recipientEncryptedKeys.encryptedKeys.slice(
    0,
    recipientsMax,
  )) {
    const found = unwrap(wrap.cipher, wrappingKey, Buffer.from(encryptedKey.getValue()));
    if (found) return found;
  }
  return null;
}

function sharedSecret(key: KeyObject, point: Buffer): Buffer | null {
  try {
    const curve = createECDH(key.asymmetricKeyDetails?.namedCurve ?? "");
    curve.setPrivateKey(Buffer.from(key.export({ format: "jwk" }).d ?? "", "base64url"));
    // Refuses a point that is not on the curve.
    return curve.computeSecret(point);
  } catch {
    return null;
  }
}

/** ECC-CMS-SharedInfo: the wrapping algorithm, the sender's key material, the bits of the key. */
function sharedInfo(wrapping: Sequence, ukm: OctetString | null, keyBytes: number): Buffer {
  const bits = Buffer.alloc(4);
  bits.writeUInt32BE(keyBytes * 8);
  const tagged = (tagNumber: number, value: AsnType) =>
    new Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] });
  const value = [
    wrapping,
    ...(ukm ? [tagged(0, ukm)] : []),
    tagged(2, new OctetString({ valueHex: bits })),
  ];
  return Buffer.from(new Sequence({ value }).toBER(false));
}

/** ANSI X9.63 key derivation (SEC 1, section 3.6.1). */
function derive(hash: string, secret: Buffer, shared: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 1; Buffer.concat(blocks).length < length; counter++) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    blocks.push(createHash(hash).update(secret).update(count).update(shared).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function unwrap(cipher: string, key: Buffer, wrapped: Buffer): Buffer | null {
  try {
    // RFC 3394: the initial value is the proof that the key is whole.
    const decipher = createDecipheriv(cipher, key, Buffer.alloc(8, 0xa6));
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  } catch {
    return null;
  }
}
