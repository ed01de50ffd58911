/**
 * The YAML documents of one text: as plain data, and where in the text a setting stands. Knows no
 * setting by name.
 */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  type LineCounter,
  type Node,
  parseAllDocuments,
} from "yaml";

/** The documents in order, at least one; a document that holds nothing counts only when alone. */
export function documentsIn(text: string, lines: LineCounter): Document[] {
  const all: Document[] = [...parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true })];
  const filled = all.filter((each) => each.errors.length > 0 || plain(each) !== null);
  return filled.length > 0 ? filled : all.slice(0, 1);
}

/** The document as plain data; aliases that unfold into a bomb count as no data at all. */
export function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return undefined;
  }
}

/**
 * The offset in the text of the setting at that path, or of the nearest group around it, in the
 * last document that says it.
 */
export function placeOf(path: readonly PropertyKey[], documents: readonly Document[]): number {
  let level = documents.flatMap((document) => nodeOf(document, document.contents));
  for (const key of path) {
    const below = level.flatMap((each) =>
      isCollection(each.node) ? nodeOf(each.document, each.node.get(key, true)) : [],
    );
    if (below.length === 0) break;
    // What is no group replaces what stands before it.
    const replacing = below.findLastIndex(({ node }) => !isMap(node));
    level = below.slice(Math.max(0, replacing));
  }
  return level.at(-1)?.node.range?.[0] ?? 0;
}

type Place = { document: Document; node: Node };

function nodeOf(document: Document, found: unknown): Place[] {
  const node = isAlias(found) ? found.resolve(document) : (found as Node | null | undefined);
  return node ? [{ document, node }] : [];
}
