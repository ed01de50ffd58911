/**
 * Looks at a file in memory: its format by content, the words it carries, and a preview of our own
 * making. Runs in a worker thread; writes nothing, fetches nothing, hands nothing of it on unmade.
 */
import { fileTypeFromBuffer } from "file-type";
import { type ContentKind, kindOfContent } from "../../core/attachments/content-kind.ts";
import type {
  FileFindings,
  FilePreview,
  FoundWords,
} from "../../core/attachments/file-findings.ts";
import { mismatchOf } from "../../core/attachments/name-claims.ts";
import { type BytesAtHand, listArchive } from "./list-archive.ts";
import { thumbnail } from "./thumbnail.ts";
import { wordsInFile } from "./words-in-file.ts";

export interface FileLook extends Omit<FileFindings, "sha256" | "verdict" | "preview"> {
  readonly preview: FilePreview | null;
}

const textBytesMax = 64 * 1024;

/** The name is asked only what it claims; what the file is comes from its bytes. */
export async function lookAtFile(name: string, at: BytesAtHand): Promise<FileLook> {
  const kind = kindOfContent(at.head);
  const found = await formatOf(at.head, kind);
  const whole = at.head.length === at.size;
  const words = whole ? await wordsInFile(found.ending ?? "", at.head) : [];
  const look = {
    type: found.type,
    kind: kindOf(kind, found.type),
    mismatch: mismatchOf(name, found.ending),
  };
  const shown = await preview(found, kind, at);
  if (typeof shown === "string") return { ...look, words, preview: null, problem: shown };
  const all = [...words, ...(shown?.words ?? [])];
  return { ...look, words: all, preview: shown?.preview ?? null, problem: null };
}

interface Format {
  readonly type: string;
  /** By content; null where it is none that is known. */
  readonly ending: string | null;
}

async function formatOf(head: Uint8Array, kind: ContentKind): Promise<Format> {
  // Our own test first: to others a log that begins with "BM" is a picture.
  if (kind === "text") return { type: "text/plain", ending: "text" };
  const known = await fileTypeFromBuffer(head.subarray(0, 1024 * 1024)).catch(() => undefined);
  return known
    ? // A tar inside a gz is a gz first; the listing says what is in it.
      { type: known.mime, ending: known.ext.replace("tar.gz", "gz") }
    : { type: "application/octet-stream", ending: null };
}

function kindOf(kind: ContentKind, type: string): ContentKind {
  if (kind !== "other" && kind !== "archive") return kind;
  if (/officedocument|opendocument|msword|ms-excel|ms-powerpoint/.test(type)) return "document";
  return type.startsWith("image/") ? "image" : kind;
}

type Shown = { readonly preview: FilePreview; readonly words: readonly FoundWords[] };

async function preview(
  { ending }: Format,
  kind: ContentKind,
  at: BytesAtHand,
): Promise<Shown | "unreadable" | "too-large" | undefined> {
  if (kind === "text") return { preview: textPreview(at), words: [] };
  if (kind === "image" && at.head.length === at.size) {
    const image = await thumbnail(at.head);
    return typeof image === "string" ? image : { preview: image, words: [] };
  }
  if (kind === "image") return "too-large";
  try {
    const listed = await listArchive(ending ?? "", at);
    if (!listed) return undefined;
    const names = listed.listing.entries.map(({ name }) => ({
      place: "name in the archive",
      text: name,
    }));
    const preview = { is: "archive", listing: listed.listing } as const;
    return { preview, words: [...listed.words, ...names.slice(0, 500)] };
  } catch {
    return "unreadable";
  }
}

function textPreview({ head, size }: BytesAtHand): Extract<FilePreview, { is: "text" }> {
  const part = head.subarray(0, textBytesMax);
  const wide =
    part[0] === 0xff && part[1] === 0xfe
      ? "utf-16le"
      : part[0] === 0xfe && part[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  const text = new TextDecoder(wide).decode(part, { stream: part.length < size });
  return { is: "text", text, cut: part.length < size };
}
