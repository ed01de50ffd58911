import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { createMessage, generateKey, readPrivateKey, sign } from "openpgp";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { readPublishedSet } from "./published-set.ts";

const at = "/.well-known/csaf/white/";
const path = "2026/ven-sn-2026-0001.json";
const date = "2026-03-01T00:00:00.000Z";
const document = JSON.stringify({
  document: { tracking: { id: "VEN-SN-2026-0001", current_release_date: date } },
});

let signature: string;
let publicKey: string;
let files: Map<string, string>;
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  const pair = await generateKey({ userIDs: [{ name: "A team" }], format: "armored" });
  publicKey = pair.publicKey;
  const signingKeys = await readPrivateKey({ armoredKey: pair.privateKey });
  const message = await createMessage({ binary: Buffer.from(document) });
  signature = String(await sign({ message, signingKeys, detached: true }));
});

beforeEach(async () => {
  server = createServer((request, response) => {
    const body = files.get(request.url ?? "");
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  // A new port each time: the keys of one site are asked for once.
  baseUrl = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
  files = wholeSet();
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function wholeSet(): Map<string, string> {
  const hash = (algorithm: string) => createHash(algorithm).update(document).digest("hex");
  const url = `https://psirt.vendor.example${at}${path}`;
  const keyUrl = `${baseUrl}/key.asc`;
  return new Map([
    [`${at}index.txt`, `${path}\n`],
    [`${at}changes.csv`, `"${path}","${date}"\n`],
    [
      `${at}csaf-feed-tlp-white.json`,
      JSON.stringify({ feed: { entry: [{ updated: date, link: [], content: { src: url } }] } }),
    ],
    [`${at}${path}`, document],
    [`${at}${path}.sha256`, `${hash("sha256")}  ven-sn-2026-0001.json\n`],
    [`${at}${path}.sha512`, `${hash("sha512")}  ven-sn-2026-0001.json\n`],
    [`${at}${path}.asc`, signature],
    [
      "/.well-known/csaf/provider-metadata.json",
      JSON.stringify({ public_openpgp_keys: [{ url: keyUrl }] }),
    ],
    ["/key.asc", publicKey],
    ["/publications/VEN-SN-2026-0001", "a page"],
  ]);
}

test("a whole published set has nothing wrong", async () => {
  expect(await readPublishedSet(baseUrl)).toEqual({ wrong: [], paths: [path] });
});

const torn: [string, string, string | undefined, string][] = [
  ["a document with other bytes", path, document.replace("VEN-SN", "VEN-SA"), "its SHA-256"],
  ["a missing document", path, undefined, "is listed and not there"],
  ["a missing signature", `${path}.asc`, undefined, "its signature"],
  ["another document's hash", `${path}.sha512`, "00  x\n", "its SHA-512"],
  ["an older list of changes", "changes.csv", `"${path}","2025-01-01T00:00:00Z"\n`, "changes.csv"],
  ["a list of changes that lacks it", "changes.csv", "", "changes.csv lists other documents"],
  ["a feed that lacks it", "csaf-feed-tlp-white.json", '{"feed":{"entry":[]}}', "the ROLIE feed"],
];

test.each(torn)("a published set with %s is not whole", async (_, file, content, says) => {
  if (content === undefined) files.delete(`${at}${file}`);
  else files.set(`${at}${file}`, content);

  const { wrong } = await readPublishedSet(baseUrl);

  expect(wrong.join("\n")).toContain(says);
});
