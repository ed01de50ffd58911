/** Finds OpenPGP blocks written into a text (RFC 4880 section 6.2 and 7). Only says where; opens nothing. */

export type BlockKind = "message" | "signed" | "public-key" | "private-key";

export interface InlineBlock {
  readonly kind: BlockKind;
  readonly block: string;
  readonly before: string;
  readonly after: string;
}

const markers: Record<BlockKind, readonly [begin: string, end: string]> = {
  message: ["-----BEGIN PGP MESSAGE-----", "-----END PGP MESSAGE-----"],
  signed: ["-----BEGIN PGP SIGNED MESSAGE-----", "-----END PGP SIGNATURE-----"],
  "public-key": ["-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"],
  "private-key": ["-----BEGIN PGP PRIVATE KEY BLOCK-----", "-----END PGP PRIVATE KEY BLOCK-----"],
};

/** The first block of that kind that starts a line, or null. A quoted ("> ") block is none. */
export function findBlock(text: string, kind: BlockKind, from = 0): InlineBlock | null {
  const [begin, end] = markers[kind];
  for (let at = text.indexOf(begin, from); at >= 0; at = text.indexOf(begin, at + 1)) {
    if (at > 0 && text[at - 1] !== "\n") continue;
    const last = text.indexOf(`\n${end}`, at);
    if (last < 0) return null;
    const stop = last + 1 + end.length;
    return {
      kind,
      block: text.slice(at, stop),
      before: text.slice(0, at),
      after: text.slice(stop),
    };
  }
  return null;
}

/** Every block of that kind, up to a number. */
export function findBlocks(text: string, kind: BlockKind, max: number): string[] {
  const blocks: string[] = [];
  let rest = text;
  while (blocks.length < max) {
    const found = findBlock(rest, kind);
    if (!found) break;
    blocks.push(found.block);
    rest = found.after;
  }
  return blocks;
}
