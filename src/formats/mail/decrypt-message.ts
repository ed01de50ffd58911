/** Decrypts one OpenPGP message and reads the signature inside. Gives no byte of what failed its integrity check. */
import {
  type DecryptedSessionKey,
  decryptSessionKeys,
  enums,
  type LiteralDataPacket,
  type Message,
  type PrivateKey,
  readMessage,
  type SessionKey,
} from "openpgp";
import type { DecryptFailure } from "./mail-problem.ts";
import { type MailSignature, signatureState, type Verifying } from "./signature-state.ts";

export type Decrypted =
  | { readonly failure: null; readonly bytes: Buffer; readonly signature: MailSignature }
  | { readonly failure: DecryptFailure };

/** Opened private keys, and whether some of ours could not be opened. */
export interface Unlocked {
  readonly keys: readonly PrivateKey[];
  readonly someLocked: boolean;
}

const armorStart = "-----BEGIN PGP MESSAGE-----";

/** Takes an armored or binary message; never throws. */
export async function decryptMessage(
  data: Buffer,
  own: Unlocked,
  verifying: Verifying,
): Promise<Decrypted> {
  const message = await parse(data, verifying);
  if (!message) return { failure: "decrypt.broken" };
  if (message.packets.filterByTag(enums.packet.publicKeyEncryptedSessionKey).length === 0) {
    const password = message.packets.filterByTag(enums.packet.symEncryptedSessionKey).length > 0;
    return { failure: password ? "decrypt.password-only" : "decrypt.broken" };
  }
  const sessionKeys = await sessionKeysOf(message, own, verifying);
  if (!sessionKeys) return { failure: own.someLocked ? "decrypt.key-locked" : "decrypt.no-key" };
  try {
    return await open(message, sessionKeys, verifying);
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

async function parse(data: Buffer, { config }: Verifying): Promise<Message<Uint8Array> | null> {
  const start = data.indexOf(armorStart);
  try {
    return start >= 0
      ? await readArmored(data.toString("latin1", start), config)
      : await readMessage({ binaryMessage: Uint8Array.from(data), config });
  } catch {
    return null;
  }
}

async function readArmored(
  armored: string,
  config: Verifying["config"],
): Promise<Message<Uint8Array>> {
  const message: unknown = await readMessage({ armoredMessage: armored, config });
  return message as Message<Uint8Array>;
}

async function sessionKeysOf(
  message: Message<Uint8Array>,
  own: Unlocked,
  { now, config }: Verifying,
): Promise<DecryptedSessionKey[] | null> {
  if (own.keys.length === 0) return null;
  try {
    const decryptionKeys = [...own.keys];
    return await decryptSessionKeys({ message, decryptionKeys, date: now, config });
  } catch {
    return null;
  }
}

async function open(
  message: Message<Uint8Array>,
  sessionKeys: DecryptedSessionKey[],
  verifying: Verifying,
): Promise<Decrypted> {
  const { now, config, trust } = verifying;
  const plain = await message.decrypt([], [], sessionKeys as SessionKey[], now, config);
  // Reads the packets behind the text too: a broken tail must fail before the text is given out.
  const results = await plain.verify([...trust], now, config);
  const signatures = await Promise.all(results.map((result) => result.signature));
  const literal = plain.unwrapCompressed().packets.findPacket(enums.packet.literalData);
  const bytes = plain.getLiteralData();
  if (!literal || !(bytes instanceof Uint8Array)) return { failure: "decrypt.broken" };
  const packets = signatures.flatMap((each) => [...each.packets]);
  const signature = await signatureState(packets, literal as LiteralDataPacket, false, verifying);
  return { failure: null, bytes: Buffer.from(bytes), signature };
}

function failureOf(error: unknown): DecryptFailure {
  const message = error instanceof Error ? error.message : "";
  if (/maximum decompressed|decompressed message size/i.test(message)) return "decrypt.too-large";
  if (/modification|not authenticated|integrity|authentication|tag mismatch/i.test(message)) {
    return "decrypt.integrity";
  }
  return "decrypt.broken";
}
