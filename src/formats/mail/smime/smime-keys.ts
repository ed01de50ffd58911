/** The certificates and keys that S/MIME mail is read with, from PEM text. Keeps nothing, trusts only what it is given. */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { Certificate, CertificateRevocationList } from "pkijs";

/** As they are configured. */
export interface SmimeKeys {
  /** Certificates that signers are traced to, and revocation lists of theirs, as PEM. */
  readonly authorities: string;
  /** Our own certificates, each with its private key, as PEM. */
  readonly own: string;
}

export interface OwnCertificate {
  readonly certificate: Certificate;
  readonly key: KeyObject;
}

export interface OpenedSmimeKeys {
  readonly authorities: readonly Certificate[];
  readonly revocations: readonly CertificateRevocationList[];
  readonly own: readonly OwnCertificate[];
}

const pemBlock = /-----BEGIN ([A-Z0-9 ]{3,40})-----[\s\S]+?-----END \1-----/g;

/** Reads both texts. A block that cannot be read throws: a setting is wrong, and that must be seen. */
export function openSmimeKeys({ authorities, own }: SmimeKeys): OpenedSmimeKeys {
  const keys = blocksOf(own, /PRIVATE KEY$/).map((pem) => createPrivateKey(pem));
  return {
    authorities: certificatesOf(authorities).map(toCertificate),
    revocations: blocksOf(authorities, /^X509 CRL$/).map((pem) =>
      CertificateRevocationList.fromBER(bytesOf(pem)),
    ),
    own: certificatesOf(own).flatMap((pem) => {
      const key = keys.find((each) => new X509Certificate(pem).checkPrivateKey(each));
      return key ? [{ certificate: toCertificate(pem), key }] : [];
    }),
  };
}

function certificatesOf(text: string): string[] {
  return blocksOf(text, /^(TRUSTED )?CERTIFICATE$/);
}

function blocksOf(text: string, label: RegExp): string[] {
  return [...text.matchAll(pemBlock)]
    .filter(([, name = ""]) => label.test(name))
    .map(([block]) => block);
}

function toCertificate(pem: string): Certificate {
  return Certificate.fromBER(bytesOf(pem));
}

function bytesOf(pem: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64"));
}
