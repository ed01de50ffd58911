/** Act four: what anybody in the world can fetch and check, beginning at the provider's metadata. */
import { createHash } from "node:crypto";
import { makeCsafChecker } from "../../formats/csaf/check-csaf.ts";
import { verifyDetached } from "../../formats/mail/detached-signature.ts";
import { toldOf } from "./reporter.ts";
import type { Scene } from "./scene.ts";
import { mustHold, NotSeen } from "./stage.ts";

interface Metadata {
  readonly distributions: readonly {
    readonly rolie?: { readonly feeds: readonly { readonly url: string }[] };
  }[];
  readonly public_openpgp_keys: readonly { readonly fingerprint: string; readonly url: string }[];
}

interface Feed {
  readonly feed: {
    readonly entry: readonly {
      readonly id: string;
      readonly link: readonly { readonly rel: string; readonly href: string }[];
    }[];
  };
}

interface Found {
  readonly metadata: Metadata;
  readonly links: Feed["feed"]["entry"][number]["link"];
  readonly document: Buffer;
  readonly url: string;
}

export async function playPublished(scene: Scene, number: string): Promise<void> {
  const { stage, reporter, team } = scene;
  stage.act("What the world can check");
  const found = await stage.step("A scanner finds the CSAF document by the ROLIE feed", () =>
    findDocument(scene, number),
  );
  await stage.step("Its hashes are right", () => checkHashes(scene, found));
  await stage.step("Its signature is the team's", () => checkSignature(scene, found));
  await stage.step("It passes the CSAF 2.0 schema and mandatory tests", () => checkCsaf(found));
  await stage.step("It stands in the public table, the index and the changes", () =>
    checkLists(scene, number),
  );
  await stage.step("The reporter is told that it is published", async () => {
    const told = await reporter.nextMail(team, "the notice of the publication");
    mustHold(told.mail.text.includes(number), "the notice does not name the advisory");
    return { value: null, saw: toldOf(told), look: told.page };
  });
}

async function findDocument({ visitor }: Scene, number: string) {
  const start = "/.well-known/csaf/provider-metadata.json";
  const metadata = await visitor.json<Metadata>(start);
  const feedUrl = metadata.distributions.flatMap((each) => each.rolie?.feeds ?? [])[0]?.url;
  if (!feedUrl) throw new NotSeen("the provider's metadata names no ROLIE feed");
  const { feed } = await visitor.json<Feed>(feedUrl);
  const links = feed.entry.find((entry) => entry.id === number)?.link;
  const url = links?.find((link) => link.rel === "self")?.href;
  if (!links || !url) throw new NotSeen(`${number} is not in the feed`);
  const document = await visitor.get(url);
  const value: Found = { metadata, links, document, url };
  return { value, saw: [visitor.url(start), feedUrl, `${document.length} bytes`], look: url };
}

async function checkHashes({ visitor }: Scene, { links, document }: Found) {
  const urls = links.filter((link) => link.rel === "hash").map((link) => link.href);
  mustHold(urls.length === 2, `the feed names ${urls.length} hashes, not two`);
  const saw: string[] = [];
  for (const url of urls) {
    const algorithm = url.endsWith(".sha512") ? "sha512" : "sha256";
    const told = (await visitor.get(url)).toString().split(/\s/)[0] ?? "";
    const real = createHash(algorithm).update(document).digest("hex");
    mustHold(told === real, `${url} says ${told}, the document has ${real}`);
    saw.push(`${algorithm} ${real.slice(0, 32)}…`);
  }
  return { value: null, saw };
}

async function checkSignature({ visitor }: Scene, { links, document, metadata, url }: Found) {
  const signatureUrl = links.find((link) => link.rel === "signature")?.href ?? `${url}.asc`;
  const signature = await visitor.get(signatureUrl);
  const keys: string[] = [];
  for (const key of metadata.public_openpgp_keys) {
    keys.push((await visitor.get(key.url)).toString());
  }
  const verdict = await verifyDetached(document, signature, keys, new Date());
  mustHold(verdict.state === "good", `the signature is ${verdict.state}`);
  const listed = metadata.public_openpgp_keys.map((key) => key.fingerprint);
  mustHold(listed.includes(verdict.fingerprint ?? ""), "the metadata does not list its key");
  const altered = Buffer.concat([document, Buffer.from(" ")]);
  const forged = await verifyDetached(altered, signature, keys, new Date());
  mustHold(forged.state === "bad", "the signature holds for an altered document too");
  const saw = [`good, by ${verdict.fingerprint}`, "with one blank more it is bad"];
  return { value: null, saw, look: signatureUrl };
}

async function checkCsaf({ document, url }: Found) {
  const checker = makeCsafChecker();
  try {
    const { valid, errors, warnings } = await checker.check(document.toString());
    const [first] = errors;
    mustHold(valid, `${errors.length} errors, the first: ${first?.rule} ${first?.message}`);
    return { value: null, saw: [`valid; ${warnings.length} pieces of advice`], look: url };
  } finally {
    await checker.close();
  }
}

async function checkLists({ visitor }: Scene, number: string) {
  const file = `${number.toLowerCase()}.json`;
  const places = [
    ["/publications", number],
    ["/publications.atom", number],
    ["/.well-known/csaf/white/index.txt", file],
    ["/.well-known/csaf/white/changes.csv", file],
  ] as const;
  for (const [path, text] of places) {
    const there = (await visitor.get(path)).toString().includes(text);
    mustHold(there, `${path} does not name ${text}`);
  }
  const saw = places.map(([path]) => path);
  return { value: null, saw, look: visitor.url("/publications") };
}
