/**
 * When a report is asked for a small effort, and whether it was made. Only where many came from one
 * network or under one address within an hour; either way of making it needs no account, and one no script.
 * Knows no address: it counts under keys that it is given.
 */

/** What an installation sets. */
export interface FrictionTerms {
  /** So many reports of one network, or under one address, in an hour are taken without any effort. */
  readonly reportsAnHour: number;
}

/** Two hundred strangers behind one Tor exit are no abuse. */
export const usualReportsAnHour = 300;

const hourMs = 3_600_000;

/** How long whoever answers the question waits before they send again. */
export const waitSeconds = 60;

/** Zero bits that a calculation ends with: about a second of a browser's time. */
export const workBits = 16;

/** An effort that was asked for longer ago is asked for anew. */
const validMs = 4 * hourMs;

/** The instants of the last hour, in milliseconds. */
export function ofLastHour(instants: readonly number[], now: number): number[] {
  return instants.filter((at) => at <= now && now - at < hourMs);
}

/** Whether what comes next under one of these keys is asked for an effort. */
export function isUnderPressure(
  counts: readonly { readonly instants: readonly number[]; readonly people: number }[],
  { reportsAnHour }: FrictionTerms,
  now: number,
): boolean {
  return counts.some(
    // Behind one key may stand many: an onion service has everybody under its own.
    ({ instants, people }) => ofLastHour(instants, now).length >= reportsAnHour * people,
  );
}

/** What is asked: a sum of two small numbers and a wait, or a calculation over the id. */
export interface Effort {
  readonly id: string;
  readonly askedAt: number;
  readonly left: number;
  readonly right: number;
}

/** As it travels in the form; its sign is put behind it by whoever holds the key. */
export function effortText({ id, askedAt, left, right }: Effort): string {
  return `${id}.${askedAt}.${left}.${right}`;
}

/** Undefined where the text is none. */
export function readEffort(text: string): Effort | undefined {
  const [, id, ...numbers] = /^([\w-]{22})\.(\d{1,15})\.(\d{1,2})\.(\d{1,2})$/.exec(text) ?? [];
  if (id === undefined) return undefined;
  const [askedAt = 0, left = 0, right = 0] = numbers.map(Number);
  return { id, askedAt, left, right };
}

export type Verdict =
  | { readonly made: "work" | "wait" }
  | { readonly made: null; readonly why: "early"; readonly seconds: number }
  | { readonly made: null; readonly why: "wrong" | "nothing" | "over" };

/** `zeroBits`: how many zero bits the sent calculation begins with. An effort counts once. */
export function judgeEffort(
  effort: Effort,
  given: { readonly answer: string; readonly zeroBits: number },
  now: number,
  isUsed: boolean,
): Verdict {
  const age = now - effort.askedAt;
  if (isUsed || age < 0 || age > validMs) return { made: null, why: "over" };
  if (given.zeroBits >= workBits) return { made: "work" };
  if (given.answer.trim() === "") return { made: null, why: "nothing" };
  if (numberIn(given.answer) !== effort.left + effort.right) return { made: null, why: "wrong" };
  const seconds = Math.ceil((waitSeconds * 1_000 - age) / 1_000);
  return seconds > 0 ? { made: null, why: "early", seconds } : { made: "wait" };
}

function numberIn(answer: string): number {
  const plain = answer.normalize("NFKC").trim();
  return /^\d{1,3}$/.test(plain) ? Number(plain) : Number.NaN;
}

/** How many zero bits bytes begin with. */
export function zeroBitsOf(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte) => byte !== 0);
  if (at < 0) return bytes.length * 8;
  return at * 8 + Math.clz32(bytes[at] ?? 0) - 24;
}
