/**
 * What a seal holds: for each table how many rows there are and a keyed sum over their digests. Rows
 * come and go in any order and the sum stays right (Clarke, Devadas, van Dijk, Gassend and Suh,
 * "Incremental multiset hash functions", 2003: MSet-Add-Hash). Whoever lacks the key can neither
 * read a sum nor find rows that leave it as it is. Pure.
 */
import { createHmac, type KeyObject } from "node:crypto";

export interface RowSum {
  count: number;
  /** Modulo 2^128. */
  sum: bigint;
}

/** By table; a table without rows has no entry. */
export type RowSums = Map<string, RowSum>;

const modulus = 1n << 128n;
const mask = modulus - 1n;
const sumBytes = 16;

/** Adds a row's digest (`sign` 1), or takes it out (-1). */
export function addRow(
  sums: RowSums,
  key: KeyObject,
  table: string,
  digest: Uint8Array,
  sign: 1 | -1,
): void {
  const element = createHmac("sha256", key).update(`${table}\0`).update(digest).digest();
  const value = (element.readBigUInt64BE(0) << 64n) | element.readBigUInt64BE(8);
  const before = sums.get(table) ?? { count: 0, sum: 0n };
  const count = before.count + sign;
  const sum = (before.sum + (sign === 1 ? value : modulus - value)) & mask;
  if (count === 0 && sum === 0n) sums.delete(table);
  else sums.set(table, { count, sum });
}

/** Adds all of `more` to `sums`. */
export function addSums(sums: RowSums, more: RowSums): void {
  for (const [table, { count, sum }] of more) {
    const before = sums.get(table) ?? { count: 0, sum: 0n };
    const next = { count: before.count + count, sum: (before.sum + sum) & mask };
    if (next.count === 0 && next.sum === 0n) sums.delete(table);
    else sums.set(table, next);
  }
}

/** `length | name | count (int32) | sum (16 bytes)` a table, in the order of names. */
export function encodeSums(sums: RowSums): Buffer {
  const parts = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(encodeOne);
  return Buffer.concat(parts);
}

function encodeOne([table, { count, sum }]: [string, RowSum]): Buffer {
  const name = Buffer.from(table);
  const part = Buffer.alloc(1 + name.length + 4 + sumBytes);
  part.writeUInt8(name.length, 0);
  name.copy(part, 1);
  part.writeInt32BE(count, 1 + name.length);
  part.writeBigUInt64BE(sum >> 64n, 5 + name.length);
  part.writeBigUInt64BE(sum & 0xffff_ffff_ffff_ffffn, 13 + name.length);
  return part;
}

/** Reads what `encodeSums` wrote. */
export function decodeSums(bytes: Buffer): RowSums {
  const sums: RowSums = new Map();
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + bytes.readUInt8(at);
    const table = bytes.toString("utf8", at + 1, end);
    const count = bytes.readInt32BE(end);
    const sum = (bytes.readBigUInt64BE(end + 4) << 64n) | bytes.readBigUInt64BE(end + 12);
    sums.set(table, { count, sum });
    at = end + 4 + sumBytes;
  }
  return sums;
}
