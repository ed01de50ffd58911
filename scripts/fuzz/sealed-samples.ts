/** Encrypted mails as other programs write them: OpenPGP with AEAD (OCB), and S/MIME by the real OpenSSL. */
import {
  AEADEncryptedDataPacket,
  armor,
  config,
  createMessage,
  encrypt,
  encryptSessionKey,
  enums,
  PacketList,
  readKey,
} from "openpgp";
import type { SmimeKeys } from "../../src/formats/mail/smime/smime-keys.ts";
import { hasOpenSsl, startOpenSsl } from "../../test/support/openssl.ts";

const written = new Date("2026-01-02T03:04:05Z");
const inside = `Content-Type: text/plain\r\n\r\n${"The parser of routers overflows.\r\n".repeat(20)}`;

/** As GnuPG writes it since 2.3, in chunks, and as RFC 9580 has it. */
export async function aeadMails(teamKey: string): Promise<Uint8Array[]> {
  const encryptionKeys = await readKey({ armoredKey: teamKey });
  const content = Buffer.from(inside);
  const chunks = await gnupgPacket(content, new Uint8Array(32).fill(3));
  const session = await encryptSessionKey({
    ...{ data: new Uint8Array(32).fill(3), algorithm: "aes256", encryptionKeys, date: written },
    format: "object",
  });
  const list = new PacketList();
  list.push(...session.packets, chunks as never);
  const standard = await encrypt({
    message: await createMessage({ binary: content, date: written }),
    encryptionKeys,
    sessionKey: { data: new Uint8Array(32).fill(4), algorithm: "aes256", aeadAlgorithm: "ocb" },
    date: written,
  });
  return [armor(enums.armor.message, list.write()), standard].map(pgpMime);
}

async function gnupgPacket(content: Uint8Array, key: Uint8Array): Promise<AEADEncryptedDataPacket> {
  const { packets } = await createMessage({ binary: content, date: written });
  const packet = new AEADEncryptedDataPacket();
  Object.assign(packet, { packets, aeadAlgorithm: enums.aead.ocb });
  const writing = packet as unknown as {
    encrypt(cipher: number, key: Uint8Array, settings: object): Promise<void>;
    encrypted: ReadableStream<Uint8Array> | Uint8Array;
  };
  // Chunks of 64 bytes, so that there are several.
  await writing.encrypt(enums.symmetric.aes256, key, { ...config, aeadChunkSizeByte: 0 });
  const pieces: Uint8Array[] = [];
  const reader = (writing.encrypted as ReadableStream<Uint8Array>).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
  }
  writing.encrypted = new Uint8Array(Buffer.concat(pieces));
  return packet;
}

const header = [
  "From: Finder <finder@lab.example>",
  "To: psirt@team.example",
  "Subject: ...",
  "Date: Fri, 02 Jan 2026 03:04:05 +0000",
  "Message-ID: <aead@lab.example>",
  "MIME-Version: 1.0",
];

function pgpMime(armored: string): Uint8Array {
  const part = (type: string, body: string) => ["--b", `Content-Type: ${type}`, "", body];
  const lines = [
    ...header,
    'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
    "",
    ...part("application/pgp-encrypted", "Version: 1\r\n"),
    ...part("application/octet-stream", armored),
    "--b--",
    "",
  ];
  return Buffer.from(lines.join("\r\n"), "latin1");
}

export interface SmimeSamples {
  readonly samples: readonly Uint8Array[];
  readonly keys: SmimeKeys;
}

/** Undefined, and said in one line, where OpenSSL is absent. */
export function smimeMails(): SmimeSamples | undefined {
  if (!hasOpenSsl()) return undefined;
  const ssl = startOpenSsl();
  try {
    const authority = ssl.authority("Authority");
    const team = ssl.issue("team", authority, { address: "psirt@team.example" });
    const sender = ssl.issue("sender", authority, { address: "finder@lab.example" });
    const cms = (input: Uint8Array | string, ...args: string[]) => ssl.run(["cms", ...args], input);
    const by = ["-signer", sender.certificate, "-inkey", sender.key];
    const signed = cms(inside, "-sign", ...by);
    const made = [
      signed,
      cms(inside, "-sign", "-nodetach", ...by),
      cms(inside, "-encrypt", "-recip", team.certificate, "-aes256"),
      cms(signed, "-encrypt", "-recip", team.certificate, "-aes-256-gcm"),
    ];
    const mails = made.map((smime) => {
      const body = smime.toString("latin1").replace(/^MIME-Version: 1\.0\r?\n/, "");
      const text = `${header.join("\r\n")}\r\n${body.replace(/\r?\n/g, "\r\n")}`;
      return Buffer.from(text, "latin1");
    });
    return {
      samples: mails,
      keys: { authorities: ssl.text(authority.certificate), own: team.pem },
    };
  } finally {
    ssl.remove();
  }
}
