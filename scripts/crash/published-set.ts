/**
 * Reads the published set as any reader on the web does, and says what does not agree: documents,
 * hashes, signatures, index, changes and the ROLIE feed.
 */
import { createHash } from "node:crypto";
import { createMessage, readKey, readSignature, verify } from "openpgp";
import { csafLayout } from "../../src/formats/csaf/csaf-layout.ts";
import { ask } from "./client.ts";

interface Indexes {
  readonly index: string;
  readonly changes: string;
  readonly feed: string;
}

/** What is wrong, a sentence each, and how many documents were read. */
export async function readPublishedSet(
  baseUrl: string,
  skip: ReadonlySet<string> = new Set(),
): Promise<{ wrong: string[]; paths: string[] }> {
  const indexes = await steadyIndexes(baseUrl);
  if (!indexes) return { wrong: ["the indexes never hold still"], paths: [] };
  const paths = linesOf(indexes.index);
  const wrong = [...disagreements(indexes)];
  for (const path of paths.filter((each) => !skip.has(each))) {
    wrong.push(...(await wrongWith(baseUrl, path, indexes)));
  }
  return { wrong, paths };
}

/** Three files are read one after another: a publication in between is no fault of theirs. */
async function steadyIndexes(baseUrl: string): Promise<Indexes | undefined> {
  for (let tries = 0; tries < 20; tries += 1) {
    const index = await textOf(baseUrl, csafLayout.index);
    const changes = await textOf(baseUrl, csafLayout.changes);
    const feed = await textOf(baseUrl, csafLayout.feed);
    if (index === (await textOf(baseUrl, csafLayout.index))) return { index, changes, feed };
  }
  return undefined;
}

/** Empty where nothing is published yet. */
async function textOf(baseUrl: string, path: string): Promise<string> {
  const { status, body } = await ask(`${baseUrl}${path}`);
  if (status !== 200 && status !== 404) throw new Error(`${path} answered ${status}`);
  return status === 200 ? body : "";
}

const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

interface FeedEntry {
  readonly updated: string;
  readonly link: readonly { readonly rel: string; readonly href: string }[];
  readonly content: { readonly src: string };
}

function entriesOf(feed: string): FeedEntry[] {
  return feed === "" ? [] : JSON.parse(feed).feed.entry;
}

const changesOf = (text: string) =>
  linesOf(text).map((line) => line.slice(1, -1).split('","') as [string, string]);

function disagreements({ index, changes, feed }: Indexes): string[] {
  const listed = linesOf(index).sort().join(" ");
  const lists = {
    "changes.csv": changesOf(changes).map(([path]) => path),
    "the ROLIE feed": entriesOf(feed).map(({ content }) => pathIn(content.src)),
  };
  return Object.entries(lists)
    .filter(([, paths]) => paths.sort().join(" ") !== listed)
    .map(([name]) => `${name} lists other documents than index.txt`);
}

const pathIn = (url: string) =>
  url.slice(url.indexOf(csafLayout.directory) + csafLayout.directory.length);

/** One document against its own hashes and signature and against what the indexes say of it. */
async function wrongWith(baseUrl: string, path: string, indexes: Indexes): Promise<string[]> {
  const at = `${baseUrl}${csafLayout.directory}${path}`;
  const document = await ask(at);
  const entry = entriesOf(indexes.feed).find(({ content }) => pathIn(content.src) === path);
  if (document.status !== 200 || !entry) return [`${path} is listed and not there`];
  const { tracking } = JSON.parse(document.body).document;
  const [, changed] = changesOf(indexes.changes).find(([each]) => each === path) ?? [];
  const checks: [string, boolean][] = [
    ["its SHA-256", await hashAgrees(at, document.body, "sha256")],
    ["its SHA-512", await hashAgrees(at, document.body, "sha512")],
    ["its signature", await isSigned(baseUrl, at, document.body)],
    ["changes.csv", changed === tracking.current_release_date],
    ["the feed", entry.updated === tracking.current_release_date],
    ["its page", (await ask(`${baseUrl}/publications/${tracking.id}`)).status === 200],
  ];
  return checks.filter(([, right]) => !right).map(([what]) => `${path}: ${what} does not agree`);
}

async function hashAgrees(at: string, text: string, algorithm: "sha256" | "sha512") {
  const { status, body } = await ask(`${at}.${algorithm}`);
  const digest = createHash(algorithm).update(text).digest("hex");
  return status === 200 && body.startsWith(`${digest}  `);
}

const keys = new Map<string, ReturnType<typeof readKey>>();

async function isSigned(baseUrl: string, at: string, text: string): Promise<boolean> {
  const { status, body: armoredSignature } = await ask(`${at}.asc`);
  if (status !== 200) return false;
  const metadata = JSON.parse(await textOf(baseUrl, csafLayout.providerMetadata));
  const verificationKeys = [];
  for (const { url } of metadata.public_openpgp_keys) {
    const known = keys.get(url) ?? ask(atOurs(baseUrl, url)).then(keyOf);
    keys.set(url, known);
    verificationKeys.push(await known);
  }
  const message = await createMessage({ binary: Buffer.from(text) });
  const signature = await readSignature({ armoredSignature });
  const verdict = await verify({ message, signature, verificationKeys });
  return (await verdict.signatures[0]?.verified.catch(() => false)) ?? false;
}

const keyOf = ({ body }: { body: string }) => readKey({ armoredKey: body });

/** The metadata names the public address, which may be another than the one we reach. */
const atOurs = (baseUrl: string, url: string) => `${baseUrl}${new URL(url).pathname}`;
