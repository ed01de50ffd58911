/**
 * The YAML documents of one text: as plain data, and where in the text a setting stands. Knows no
 * setting by name.
 */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  type LineCounter,
  type Node,
  parseAllDocuments,
  visit,
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
 * last document that says it. A setting stands where its name does, though its value follow below.
 */
export function placeOf(path: readonly PropertyKey[], documents: readonly Document[]): number {
  let level = documents.flatMap((document) => placesOf(document, document.contents));
  for (const key of path) {
    const below = level.flatMap((each) => placesBelow(each, key));
    if (below.length === 0) break;
    // What is no group replaces what stands before it.
    const replacing = below.findLastIndex(({ node }) => !isMap(node));
    level = below.slice(Math.max(0, replacing));
  }
  return level.at(-1)?.at ?? 0;
}

/** The offset of the first alias (`*name`) in the document. */
export function placeOfAlias(document: Document): number {
  let found = 0;
  visit(document, {
    Alias: (_, alias) => {
      found = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

type Place = { document: Document; node: Node; at: number };

function placesBelow({ document, node }: Place, key: PropertyKey): Place[] {
  if (!isCollection(node)) return [];
  const places = placesOf(document, node.get(key, true));
  const name = isMap(node) ? node.items.find((pair) => String(pair.key) === key)?.key : undefined;
  const at = isNode(name) ? name.range?.[0] : undefined;
  return at === undefined ? places : places.map((place) => ({ ...place, at }));
}

function placesOf(document: Document, found: unknown): Place[] {
  const node = isAlias(found) ? found.resolve(document) : (found as Node | null | undefined);
  return node ? [{ document, node, at: node.range?.[0] ?? 0 }] : [];
}
