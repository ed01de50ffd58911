/**
 * The Merkle tree of RFC 6962 section 2.1 over texts, and the path that proves one of them to be
 * in it. Prefixes keep a leaf from being passed off as a node. Pure.
 */
import { createHash } from "node:crypto";

/** The root over the texts, in this order; at least one. */
export function merkleRoot(leaves: readonly string[]): Buffer {
  return treeHash(leaves.map(leafHash));
}

/** The audit path of the text at `index` (section 2.1.1), hexadecimal, from the leaf upwards. */
export function merklePath(leaves: readonly string[], index: number): string[] {
  return pathOf(leaves.map(leafHash), index).map((hash) => hash.toString("hex"));
}

/** The root to which the path leads from a text at `index` of `count`; undefined where it leads nowhere. */
export function rootByPath(
  leaf: string,
  at: { readonly index: number; readonly count: number },
  path: readonly string[],
): Buffer | undefined {
  if (at.index < 0 || at.index >= at.count) return undefined;
  const rest = path.map((hash) => Buffer.from(hash, "hex")).reverse();
  const root = climb(leafHash(leaf), at.index, at.count, rest);
  return rest.length === 0 ? root : undefined;
}

/** `rest` is the path from the top downwards; what is used is taken off it. */
function climb(leaf: Buffer, index: number, count: number, rest: Buffer[]): Buffer | undefined {
  if (count === 1) return leaf;
  const other = rest.shift();
  if (!other) return undefined;
  const split = splitOf(count);
  if (index < split) {
    const left = climb(leaf, index, split, rest);
    return left && nodeHash(left, other);
  }
  const right = climb(leaf, index - split, count - split, rest);
  return right && nodeHash(other, right);
}

function pathOf(hashes: readonly Buffer[], index: number): Buffer[] {
  if (hashes.length <= 1) return [];
  const split = splitOf(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return index < split
    ? [...pathOf(left, index), treeHash(right)]
    : [...pathOf(right, index - split), treeHash(left)];
}

function treeHash(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes;
  if (only && hashes.length === 1) return only;
  const split = splitOf(hashes.length);
  return nodeHash(treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split)));
}

/** The largest power of two below the count. */
function splitOf(count: number): number {
  return 2 ** Math.ceil(Math.log2(count) - 1);
}

function leafHash(text: string): Buffer {
  return createHash("sha256").update(Buffer.of(0)).update(text).digest();
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash("sha256").update(Buffer.of(1)).update(left).update(right).digest();
}
