/**
 * The Merkle tree over the heads of event streams, and the signature under its root. Pure: who
 * verifies computes the same from what the tables hold.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { canonicalJson } from "../../lib/canonical-json.ts";
import { merkleRoot } from "../../lib/merkle-tree.ts";

/** The head of a stream at a checkpoint. */
export interface Leaf {
  readonly streamId: string;
  readonly seq: number;
  readonly mac: Uint8Array;
}

/** What stands before the first checkpoint. */
export const firstRoot = Buffer.alloc(32);

/** The root over these heads and the root before it, so that checkpoints form a chain as well. */
export function rootOf(leaves: readonly Leaf[], previousRoot: Uint8Array): Buffer {
  return merkleRoot(textsOf(leaves, previousRoot));
}

/** What the tree is made of, in its order: the root before, then the heads. */
export function textsOf(leaves: readonly Leaf[], previousRoot: Uint8Array): string[] {
  const previous = canonicalJson(["previous", Buffer.from(previousRoot).toString("hex")]);
  return [previous, ...leaves.map(leafText).sort()];
}

/** A head as the tree covers it. */
export function leafText({ streamId, seq, mac }: Leaf): string {
  return canonicalJson([streamId, seq, Buffer.from(mac).toString("hex")]);
}

/** One line of the checkpoint file; `signature` covers the others in canonical form. */
export interface CheckpointRecord {
  readonly checkpointId: number;
  readonly at: string;
  /** Hexadecimal. */
  readonly root: string;
  readonly previousRoot: string;
  /** An older database was accepted knowingly: checkpoints after this one's number count no more. */
  readonly accepted?: true;
  /** Raw Ed25519 public key, base 64. */
  readonly publicKey: string;
  /** Base 64. */
  readonly signature: string;
}

// RFC 8410 section 7: a private key of Ed25519 is this prefix and its 32 bytes.
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The signing key from its 32-byte seed (`masterKey.derive("checkpoint-signature")`). */
export function checkpointKey(seed: Uint8Array): KeyObject {
  const key = Buffer.concat([pkcs8Prefix, seed]);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}

/** The line of a checkpoint. The same checkpoint gives the same line. */
export function signedRecord(
  checkpoint: {
    checkpointId: number;
    at: Date;
    root: Uint8Array;
    previousRoot: Uint8Array;
    accepted?: true;
  },
  key: KeyObject,
): CheckpointRecord {
  const unsigned = {
    checkpointId: checkpoint.checkpointId,
    at: checkpoint.at.toISOString(),
    root: Buffer.from(checkpoint.root).toString("hex"),
    previousRoot: Buffer.from(checkpoint.previousRoot).toString("hex"),
    ...(checkpoint.accepted ? { accepted: true as const } : {}),
    publicKey: publicKeyOf(key),
  };
  const signature = sign(null, Buffer.from(canonicalJson(unsigned)), key).toString("base64");
  return { ...unsigned, signature };
}

/** Whether the line was signed by the key of this installation and says what was signed. */
export function isGenuine(record: CheckpointRecord, key: KeyObject): boolean {
  const { signature, ...unsigned } = record;
  if (unsigned.publicKey !== publicKeyOf(key)) return false;
  const signed = Buffer.from(canonicalJson(unsigned));
  return verify(null, signed, createPublicKey(key), Buffer.from(signature, "base64"));
}

function publicKeyOf(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: "jwk" });
  return Buffer.from(x ?? "", "base64url").toString("base64");
}
