/** Compares the key in use with what each place publishes: our own ways, and those that the policy names. */

import { judgePublished } from "../../core/keys/judge-published.ts";
import type { PublicKeyFacts } from "../../formats/mail/keys.ts";
import { wkdHash } from "../../formats/mail/wkd.ts";
import type { Found, KeyChecking, KeyToCheck } from "./key-checking.ts";
import { fileOf } from "./probe-key.ts";
import type { ReadPublished } from "./read-published.ts";

export interface Comparing {
  readonly keys: readonly KeyToCheck[];
  /** Addresses of other sites, from the policy. */
  readonly elsewhere: readonly string[];
  readonly read: ReadPublished;
}

export async function compareBlocks(
  { context, mailReader }: KeyChecking,
  { keys, elsewhere, read }: Comparing,
): Promise<Found[]> {
  const { baseUrl } = context;
  const now = context.now();
  const found: Found[] = [];
  for (const key of keys) {
    const facts = await mailReader.readPublicKey(key.publicKey, now);
    const places = [
      ...placesOf(key).map((path) => `${baseUrl}${path}`),
      ...(key.first ? elsewhere : []),
    ];
    for (const place of places) found.push(await at(place, facts));
    found.push(await onPage(`${baseUrl}/key`, facts));
  }
  return found;

  async function at(place: string, facts: PublicKeyFacts): Promise<Found> {
    const answer = await read(place);
    if (!answer) return { problem: "unreachable", place };
    if (answer.status !== 200) return { problem: "not-there", place };
    const keysThere = await mailReader.readPublishedKeys(answer.body, now);
    return judged(place, judgePublished(facts, keysThere));
  }

  /** The page shows the fingerprint of each key; its blocks are several, so they are not compared. */
  async function onPage(place: string, { fingerprint }: PublicKeyFacts): Promise<Found> {
    const answer = await read(place);
    if (!answer) return { problem: "unreachable", place };
    if (answer.status !== 200) return { problem: "not-there", place };
    const text = Buffer.from(answer.body)
      .toString()
      .replace(/<wbr ?\/?>|<\/?span[^>]*>/g, "");
    return judged(place, text.includes(fingerprint) ? null : "differs");
  }
}

function judged(place: string, problem: Found["problem"]): Found {
  return { problem, place: problem === null ? null : place };
}

/** Its file, and each of its addresses in the Web Key Directory. */
function placesOf(key: KeyToCheck): string[] {
  const directory = key.addresses.map((address) => {
    const [local = "", domain = ""] = address.split("@");
    return `/.well-known/openpgpkey/${domain}/hu/${wkdHash(local)}`;
  });
  return [fileOf(key), ...directory];
}
