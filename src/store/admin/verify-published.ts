/**
 * Whether the published set is whole: every path has the bytes whose hash it names, and index,
 * changes and feed name exactly the documents that are there.
 */
import type { Verification, VerifyFinding } from "./verification.ts";

/** Where the indexes of the published set lie; the caller knows the format. */
export interface PublishedLayout {
  readonly directory: string;
  readonly index: string;
  readonly changes: string;
  readonly feed: string;
}

const pageRows = 500;

type Finder = (code: VerifyFinding["code"], what: string, message: string) => void;

/** Returns how many paths are published. */
export async function verifyPublished(on: Verification, layout: PublishedLayout): Promise<number> {
  const find: Finder = (code, what, message) => on.report({ code, stream: null, what, message });
  await verifyBlobs(on, find);
  const paths = await verifyHashes(on, find);
  if (paths.size === 0) return 0;
  await verifyIndexes(on, layout, paths, find);
  await verifyDocuments(on, layout, paths, find);
  return paths.size;
}

/** Bytes are named by their hash, whether a path leads to them now or not. */
async function verifyBlobs({ tx }: Verification, find: Finder): Promise<void> {
  const wrong = await tx.query<{ name: string }>(
    `select encode(sha256, 'hex') as "name" from blobs where sha256(bytes) <> sha256 limit 1000`,
  );
  for (const { name } of wrong)
    find("published.altered", `blobs ${name}`, "Other bytes than its name says.");
}

async function verifyHashes({ tx }: Verification, find: Finder): Promise<Set<string>> {
  const paths = new Set<string>();
  for (let after = ""; ; ) {
    const rows = await tx.query<{ path: string; whole: boolean | null }>(
      `select p.path, sha256(b.bytes) = p.sha256 as "whole"
         from published p left join blobs b on b.sha256 = p.sha256
        where p.path > $1 order by p.path limit ${pageRows}`,
      [after],
    );
    for (const { path, whole } of rows) {
      paths.add(path);
      if (!whole) find("published.altered", path, "Its bytes do not have the hash it names.");
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return paths;
    after = last.path;
  }
}

/** index.txt, changes.csv and the feed each name every document, and nothing else. */
async function verifyIndexes(
  on: Verification,
  layout: PublishedLayout,
  paths: ReadonlySet<string>,
  find: Finder,
): Promise<void> {
  const documents = [...paths]
    .filter((path) => path.startsWith(layout.directory) && /\/\d{4}\/[^/]+\.json$/.test(path))
    .toSorted();
  const readers: [string, (text: string) => string[]][] = [
    [
      layout.index,
      (text) =>
        text
          .split("\n")
          .filter(Boolean)
          .map((line) => layout.directory + line),
    ],
    [layout.changes, (text) => inChanges(text).map((path) => layout.directory + path)],
    [layout.feed, (text) => inFeed(text)],
  ];
  for (const [path, read] of readers) {
    const text = await textOf(on, path);
    if (text === undefined) {
      find("published.index", path, "The index is not there.");
      continue;
    }
    const named = new Set(read(text));
    for (const document of documents) {
      if (!named.has(document)) find("published.index", path, `It does not name ${document}.`);
    }
    for (const each of named) {
      if (!paths.has(each)) find("published.index", path, `It names ${each}, which is not there.`);
    }
  }
}

function inChanges(text: string): string[] {
  return text.split("\n").flatMap((line) => /^"([^"]+)","/.exec(line)?.[1] ?? []);
}

/** The feed has whole addresses; the path is what can be held against the set. */
function inFeed(text: string): string[] {
  try {
    const { feed } = JSON.parse(text) as { feed: { entry: { content: { src: string } }[] } };
    return feed.entry.map(({ content }) => new URL(content.src).pathname);
  } catch {
    return ["(a feed that cannot be read)"];
  }
}

/** Each document of the public table is published in the directory under its own name. */
async function verifyDocuments(
  { tx }: Verification,
  { directory }: PublishedLayout,
  paths: ReadonlySet<string>,
  find: Finder,
): Promise<void> {
  const names = new Set([...paths].map((path) => path.toLowerCase()));
  const rows = await tx.query<{ number: string; year: number }>(
    `select number, extract(year from first_published_at at time zone 'UTC')::int as "year"
       from published_documents order by number limit 100000`,
  );
  for (const { number, year } of rows) {
    // CSAF 2.0 section 5.1: a document's file is named by its id in lower case.
    const file = `${directory}${year}/${number.toLowerCase().replace(/[^+\-a-z0-9]+/g, "_")}.json`;
    if (!names.has(file)) find("published.missing", file, `${number} has no document.`);
  }
}

async function textOf({ tx }: Verification, path: string): Promise<string | undefined> {
  const row = await tx.first<{ bytes: Buffer }>(
    `select b.bytes from published p join blobs b on b.sha256 = p.sha256 where p.path = $1`,
    [path],
  );
  return row?.bytes.toString("utf8");
}
