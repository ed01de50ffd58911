/** How much an installation takes: said beside every upload field, and in the same words in refusals. */
import { Refusal } from "../refusal.ts";
import { type ContentKind, contentKinds, kindOfContent } from "./content-kind.ts";

export interface FileLimits {
  /** Of one file that is sent with a form. */
  readonly fileBytesMax: number;
  /** Files with one form. */
  readonly filesMax: number;
  /** Of all files of one form together. */
  readonly formBytesMax: number;
  /** Kinds by content that are taken. */
  readonly kinds: readonly ContentKind[];
  /** Of one file that is sent in parts. */
  readonly uploadBytesMax: number;
  /** Files in parts that one sender has under way on a case at the same time. */
  readonly uploadsMax: number;
  /** Of all files in parts that one sender has under way on a case, whole, however little arrived. */
  readonly uploadsBytesMax: number;
  /** An upload that stands still for so long is removed. */
  readonly uploadHours: number;
  /** Of all files of a case that its uploader can see, unfinished uploads included. */
  readonly caseBytesMax: number;
  /** What an upload must leave free on the disk. */
  readonly freeBytesMin: number;
}

const mib = 1024 * 1024;
const gib = 1024 * mib;

export const usualFileLimits: FileLimits = {
  fileBytesMax: 10 * mib,
  filesMax: 10,
  formBytesMax: 25 * mib,
  kinds: contentKinds,
  uploadBytesMax: 8 * gib,
  uploadsMax: 10,
  uploadsBytesMax: 16 * gib,
  uploadHours: 24,
  caseBytesMax: 32 * gib,
  freeBytesMin: 2 * gib,
};

/** The limits of a form's own files, as a sentence. */
export function formLimitsInWords(limits: FileLimits): string {
  const { filesMax, fileBytesMax, formBytesMax } = limits;
  const count = filesMax === 1 ? "One file" : `Up to ${filesMax} files`;
  const each = `${count} of ${bytesInWords(fileBytesMax)} each`;
  return `${each}, ${bytesInWords(formBytesMax)} together; ${kindsInWords(limits.kinds)}.`;
}

/** The limits of a file that is sent in parts, as a sentence. */
export function uploadLimitsInWords(limits: FileLimits): string {
  const hours = limits.uploadHours === 1 ? "one hour" : `${limits.uploadHours} hours`;
  const each = bytesInWords(limits.uploadBytesMax);
  return `Larger files, up to ${each} each, ${underWayInWords(limits)}, go in parts and can be continued within ${hours}.`;
}

/** "up to 10 at a time, 16 GB together". */
function underWayInWords({ uploadsMax, uploadsBytesMax }: FileLimits): string {
  const count = uploadsMax === 1 ? "one at a time" : `up to ${uploadsMax} at a time`;
  return `${count}, ${bytesInWords(uploadsBytesMax)} together`;
}

/**
 * Refuses with upload.too-many one more upload of a sender. What is announced takes room from others
 * before its first byte, so whole sizes count.
 */
export function mustBeOneOfFew(
  limits: FileLimits,
  underWay: { readonly count: number; readonly bytes: number },
  bytes: number,
): void {
  const isOver =
    underWay.count >= limits.uploadsMax || underWay.bytes + bytes > limits.uploadsBytesMax;
  if (isOver) throw new Refusal("upload.too-many", { limits: underWayInWords(limits) });
}

const kindWords: Readonly<Record<ContentKind, string>> = {
  text: "text",
  image: "images",
  document: "documents",
  archive: "archives",
  capture: "network captures",
  program: "programs",
  other: "other data",
};

/** "any type", or the kinds that are taken. */
export function kindsInWords(kinds: readonly ContentKind[]): string {
  if (contentKinds.every((kind) => kinds.includes(kind))) return "any type";
  const words = kinds.map((kind) => kindWords[kind]);
  return `only ${words.length > 1 ? `${words.slice(0, -1).join(", ")} and ` : ""}${words.at(-1)}`;
}

/** "912 bytes", "3.4 MB", "8 GB": units of 1,024. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1).replace(/\.0$/, "")} ${units[unit]}`;
}

/** Refuses files of one form that are too many, too large, or of a kind that is not taken. */
export function mustBeTaken(
  limits: FileLimits,
  files: readonly { readonly name: string; readonly content: Uint8Array }[],
): void {
  const total = files.reduce((sum, { content }) => sum + content.length, 0);
  const over =
    files.length > limits.filesMax ||
    total > limits.formBytesMax ||
    files.some(({ content }) => content.length > limits.fileBytesMax);
  if (over) throw new Refusal("file.over-limits", { limits: formLimitsInWords(limits) });
  for (const { content } of files) mustBeKindTaken(limits, content);
}

/** Refuses by the first bytes; their name plays no part in it. */
export function mustBeKindTaken(limits: FileLimits, head: Uint8Array): void {
  const kind = kindOfContent(head);
  if (limits.kinds.includes(kind)) return;
  throw new Refusal("file.kind", { kind: kindWords[kind], kinds: kindsInWords(limits.kinds) });
}
