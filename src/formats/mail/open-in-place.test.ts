import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import {
  AEADEncryptedDataPacket,
  config,
  createMessage,
  encrypt,
  encryptSessionKey,
  enums,
  PacketList,
  type PrivateKey,
  readKey,
  readPrivateKey,
  type SessionKey,
} from "openpgp";
import { expect, test } from "vitest";
import { readAt, reporter, sentAt, stranger, team, teamKeys } from "../../../test/support/mail.ts";
import { type Decrypted, decryptMessage } from "./decrypt-message.ts";
import { trustedKeys, unlockAll } from "./mail-keys.ts";
import { mailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import { openInPlace } from "./open-in-place.ts";
import { openpgpSettings } from "./openpgp-settings.ts";
import { separateLiteral } from "./separate-literal.ts";
import { readMessageParts } from "./session-key-packets.ts";

const limits = { ...mailLimits, decryptedBytesMax: 256 * 1024 };
const encryptionKeys = await readKey({ armoredKey: team.armoredPublic });
const known = await readPrivateKey({ armoredKey: reporter.armoredPrivate });
const unknown = await readPrivateKey({ armoredKey: stranger.armoredPrivate });
const trust = await trustedKeys(teamKeys.trust, readAt);

/** What reading gives, without the identity of the objects it is in. */
async function readBy(message: Uint8Array, largeBytesMin: number) {
  const problems = new Set<MailProblem>();
  const own = await unlockAll(teamKeys, limits);
  const verifying = {
    trust,
    now: readAt,
    config: openpgpSettings(limits),
    largeBytesMin,
    problems,
  };
  const read: Decrypted = await decryptMessage(Buffer.from(message), own, verifying);
  const content = read.failure === null ? Buffer.from(read.bytes).toString("latin1") : "";
  return { ...read, bytes: content, problems: [...problems] };
}

const inPlace = (message: Uint8Array) => readBy(message, 0);
const byLibrary = (message: Uint8Array) => readBy(message, Number.POSITIVE_INFINITY);

interface Written {
  readonly content: Uint8Array | string;
  readonly signers: readonly PrivateKey[];
  readonly compression: enums.compression;
  readonly sessionKey: SessionKey;
  /** In pieces, as a program writes that does not know how much will come. */
  readonly streamed: boolean;
}

async function write({ content, streamed, ...given }: Written): Promise<Uint8Array> {
  const binary = typeof content === "string" ? Buffer.from(content) : content;
  const stream = () => new Blob([Uint8Array.from(binary)]).stream() as never;
  const message =
    typeof content === "string" && !streamed
      ? await createMessage({ text: content, date: sentAt })
      : await createMessage({ binary: streamed ? stream() : binary, date: sentAt });
  const written: unknown = await encrypt({
    message,
    encryptionKeys,
    signingKeys: [...given.signers],
    sessionKey: given.sessionKey,
    date: sentAt,
    format: "binary",
    config: { ...config, preferredCompressionAlgorithm: given.compression },
  });
  if (written instanceof Uint8Array) return written;
  return new Uint8Array(await new Response(written as ReadableStream).arrayBuffer());
}

function partsOf(message: Uint8Array) {
  const parts = readMessageParts(Buffer.from(message));
  if (!parts) throw new Error("no message");
  return parts;
}

const aMessage = {
  content: Buffer.from("The parser of routers overflows. ".repeat(300)),
  signers: [known],
  compression: enums.compression.uncompressed,
  sessionKey: { data: new Uint8Array(32).fill(3), algorithm: "aes256" },
  streamed: false,
} as const satisfies Written;

const contents = fc.oneof(
  fc.uint8Array({ maxLength: 3_000 }),
  fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => {
    return new Uint8Array(Buffer.concat(Array<Uint8Array>(2_000).fill(bytes)));
  }),
  fc.string({ unit: fc.constantFrom("a", "é", "\n", "\r", "\r\n", " "), maxLength: 2_000 }),
);

const written: fc.Arbitrary<Written> = fc.record({
  content: contents,
  signers: fc.subarray([known, unknown]),
  compression: fc.constantFrom(
    enums.compression.uncompressed,
    enums.compression.zip,
    enums.compression.zlib,
  ),
  sessionKey: fc.constantFrom<SessionKey>(
    { data: new Uint8Array(16).fill(1), algorithm: "aes128" },
    { data: new Uint8Array(24).fill(2), algorithm: "aes192" },
    { data: new Uint8Array(32).fill(3), algorithm: "aes256" },
    { data: new Uint8Array(32).fill(4), algorithm: "aes256", aeadAlgorithm: "ocb" },
    { data: new Uint8Array(16).fill(5), algorithm: "aes128", aeadAlgorithm: "gcm" },
  ),
  streamed: fc.boolean(),
});

test("a message read in place says what the library says, whatever is in it and whoever signed it", async () => {
  const states = new Set<string>();
  await fc.assert(
    fc.asyncProperty(written, async (given) => {
      const message = await write(given);
      const read = await inPlace(message);
      expect(read).toEqual(await byLibrary(message));
      const content = Buffer.from(given.content as Uint8Array).toString("latin1");
      expect(read.bytes.replaceAll("\r", "")).toBe(content.replaceAll("\r", ""));
      if (read.failure === null) states.add(read.signature.state);
    }),
    { numRuns: 150 },
  );
  expect([...states].sort()).toEqual(["good", "none", "unknown-key"]);
});

test("[ALE-16] a message altered at any place is opened by neither, for the same reason", async () => {
  const failures = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      written,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 1, max: 255 }),
      async (given, where, change) => {
        const message = await write(given);
        const at = Math.floor(where * message.length);
        message[at] = (message[at] ?? 0) ^ change;
        const read = await inPlace(message);
        expect(read).toEqual(await byLibrary(message));
        failures.add(read.failure ?? "none");
        if (read.failure !== null) expect(read.bytes).toBe("");
      },
    ),
    { numRuns: 200 },
  );
  expect(failures).toContain("decrypt.integrity");
});

test("no piece of the ciphertext can be altered, taken out or put elsewhere", async () => {
  const message = await write({ ...aMessage, streamed: true });
  const { rest } = partsOf(message);
  const from = message.length - rest.length;
  for (let at = from; at < message.length; at += 7) {
    const altered = Uint8Array.from(message);
    altered[at] = (altered[at] ?? 0) ^ 1;
    const { failure, bytes } = await inPlace(altered);
    expect(failure === "decrypt.integrity" || failure === "decrypt.broken").toBe(true);
    expect(bytes).toBe("");
  }
  for (const cut of [1, 20, 22, 600]) {
    expect((await inPlace(message.subarray(0, message.length - cut))).failure).not.toBeNull();
  }
});

test("what programs write, whole or in pieces, is read in place", async () => {
  for (const streamed of [true, false]) {
    for (const compression of [enums.compression.uncompressed, enums.compression.zlib]) {
      const { rest } = partsOf(await write({ ...aMessage, streamed, compression }));
      const packets = openInPlace(Buffer.from(rest), aMessage.sessionKey);
      const separated = packets && (await separateLiteral(packets, 1_000_000));
      expect(separated?.text.equals(aMessage.content)).toBe(true);
    }
  }
});

test("what is of another shape is left untouched for the library", async () => {
  const { rest } = partsOf(await write(aMessage));
  const { data } = aMessage.sessionKey;
  const wrongKeys: SessionKey[] = [
    { data: data.subarray(1), algorithm: "aes256" },
    { data: new Uint8Array(16), algorithm: "cast5" },
  ];
  for (const key of wrongKeys) expect(openInPlace(rest, key)).toBeNull();
  const more = Buffer.concat([rest, Buffer.from([0xca, 3, 0x50, 0x47, 0x50])]);
  expect(openInPlace(more, aMessage.sessionKey)).toBeNull();
  expect(openInPlace(rest, aMessage.sessionKey)).not.toBeNull();
});

/** The packet that GnuPG writes since 2.3 to keys that say they read it, in chunks of 64 bytes. */
async function inChunks(content: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  const { packets } = await createMessage({ binary: content, date: sentAt });
  const packet = new AEADEncryptedDataPacket();
  Object.assign(packet, { packets, aeadAlgorithm: enums.aead.ocb });
  const writing = packet as unknown as {
    encrypt(cipher: number, key: Uint8Array, settings: object): Promise<void>;
    encrypted: ReadableStream<Uint8Array> | Uint8Array;
  };
  await writing.encrypt(enums.symmetric.aes256, key, { ...config, aeadChunkSizeByte: 0 });
  const reader = (writing.encrypted as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
  }
  writing.encrypted = new Uint8Array(Buffer.concat(chunks));
  const session = await encryptSessionKey({
    ...{ data: key, algorithm: "aes256", encryptionKeys, date: sentAt },
    format: "object",
  });
  const list = new PacketList();
  list.push(...session.packets, packet as never);
  return list.write() as Uint8Array;
}

test("what GnuPG writes since 2.3 is read in place, and no chunk of it can be altered or taken off", async () => {
  const key = new Uint8Array(32).fill(3);
  const content = Buffer.from("The parser of routers overflows. ".repeat(20));
  const message = await inChunks(content, key);
  const { rest } = partsOf(message);
  expect(openInPlace(Buffer.from(rest), { data: key, algorithm: "aes256" })).not.toBeNull();
  const read = await inPlace(message);
  expect(read).toEqual(await byLibrary(message));
  expect(read.bytes).toBe(content.toString());
  for (let at = message.length - rest.length + 20; at < message.length; at += 5) {
    const altered = Uint8Array.from(message);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(await inPlace(altered)).toMatchObject({ failure: "decrypt.integrity", bytes: "" });
  }
  // Without its last chunk, and without its first one, the lengths put right.
  for (const [from, to] of [[0, -96] as const, [80, undefined] as const]) {
    const body = rest.subarray(3);
    const kept = Buffer.concat([body.subarray(0, 19), body.subarray(19 + from, to)]);
    const header = Buffer.from([0xc0 | 20, 0xff, 0, 0, kept.length >> 8, kept.length & 0xff]);
    const front = message.subarray(0, message.length - rest.length);
    const cut = Buffer.concat([front, header, kept]);
    expect(await inPlace(cut)).toMatchObject({ failure: "decrypt.integrity", bytes: "" });
  }
});

test("what grows beyond the limit is not inflated to its end", async () => {
  const compression = enums.compression.zip;
  const message = await write({ ...aMessage, content: new Uint8Array(300_000), compression });
  expect(await inPlace(message)).toMatchObject({ failure: "decrypt.too-large", bytes: "" });
  expect(await byLibrary(message)).toMatchObject({ failure: "decrypt.too-large", bytes: "" });
});

test("a compressed packet that is broken, or has something behind it, is left to the library", async () => {
  const literal = Buffer.from([0xcb, 7, 0x62, 0, 0, 0, 0, 0, 0x78]);
  const frame = (body: Buffer) => Buffer.concat([Buffer.from([0xc8, body.length]), body]);
  const whole = Buffer.concat([Buffer.from([1]), deflateRawSync(literal)]);
  expect((await separateLiteral(frame(whole), 1_000))?.text.toString()).toBe("x");
  const cut = frame(whole.subarray(0, -2));
  const behind = frame(Buffer.concat([whole, Buffer.from("behind")]));
  for (const packets of [cut, behind]) {
    const before = Buffer.from(packets);
    expect(await separateLiteral(packets, 1_000)).toBeNull();
    expect(packets.equals(before)).toBe(true);
  }
});
