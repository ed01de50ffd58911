/** Lists a tar archive from memory. What is not at hand of a large one is not listed, and it says so. */
import { extract, type Header } from "tar-stream";
import type { FoundWords } from "../../core/attachments/file-findings.ts";
import { kindOfName } from "../../core/attachments/name-claims.ts";
import type { ArchiveBasket, FoundEntry } from "./archive-basket.ts";
import { archiveLimits } from "./archive-limits.ts";
import type { ListInner } from "./list-zip.ts";

export interface TarWalk {
  readonly depth: number;
  readonly inner: ListInner;
  /** Who owns its entries: accounts of the machine that packed it. */
  readonly words: FoundWords[];
}

/** Resolves once the archive or its limits end. Throws where it is no tar archive. */
export async function listTar(
  bytes: Uint8Array,
  basket: ArchiveBasket,
  walk: TarWalk,
): Promise<void> {
  const parser = extract();
  parser.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  for await (const entry of parser as AsyncIterable<TarEntry>) {
    noteOwner(entry.header, walk.words);
    const inner = mayOpen(entry.header, walk.depth) ? await contentOf(entry) : undefined;
    const place = basket.entries.length;
    if (!basket.add(foundIn(entry.header), walk.depth)) return;
    if (inner && (await walk.inner(inner, walk.depth + 1))) basket.wasOpened(place);
    entry.resume();
  }
}

type TarEntry = AsyncIterable<Uint8Array> & { readonly header: Header; resume(): void };

function mayOpen({ name, size }: Header, depth: number): boolean {
  const small = (size ?? 0) <= archiveLimits.innerBytesMax;
  return small && depth < archiveLimits.depthMax && kindOfName(name) === "archive";
}

function foundIn({ name, size, type, linkname }: Header): FoundEntry {
  const link = type === "link" || type === "symlink";
  const to = link && linkname ? ` → ${linkname}` : "";
  return { name: `${name}${to}`, bytes: size ?? null, packed: null, link };
}

async function contentOf(entry: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function noteOwner(header: Header, words: FoundWords[]): void {
  for (const text of [header.uname, header.gname]) {
    const known = !text || /^(root|wheel|users|staff|nobody|nogroup)$/.test(text);
    if (known || words.some((each) => each.text === text)) continue;
    words.push({ place: "owner of files in the archive", text });
  }
}
