/** Our own keys as they are published everywhere on the site, each with its facts (ALE-46, ALE-47). */
import { addressesOf } from "../../core/keys/key-addresses.ts";
import { type PublicKeyFacts, readPublicKey } from "../../formats/mail/keys.ts";
import { type OwnPublicKey, ownKeys } from "../../store/keys/reader.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow } from "./public-frame.tsx";

export interface PublishedKey extends Omit<OwnPublicKey, "publicKey"> {
  readonly facts: PublicKeyFacts;
}

const parsed = new Map<string, PublicKeyFacts>();
const parsedMax = 200;

/** Every key of ours: those in use first, and of them the one for reports. */
export async function publishedKeys(web: WebContext): Promise<readonly PublishedKey[]> {
  const { context } = web;
  const rows = await context.transaction({ kind: "anyone" }, (tx) => ownKeys(tx));
  const { reportAddress } = policyNow(web).channels;
  const found: PublishedKey[] = [];
  for (const { publicKey, ...row } of rows) {
    const addresses = row.purpose === "mail" ? addressesOf(row, reportAddress) : [];
    found.push({ ...row, addresses, facts: await factsOf(publicKey, context.now()) });
  }
  return found;
}

/** Only those that mail can be written to today. */
export async function mailKeysInUse(web: WebContext): Promise<readonly PublishedKey[]> {
  const keys = await publishedKeys(web);
  return keys.filter(({ purpose, retiredAt }) => purpose === "mail" && retiredAt === null);
}

/**
 * A block's facts are read once a day: parsing costs more than the page around it. By the block and
 * not the fingerprint, since an extended or revoked key has another block.
 */
async function factsOf(block: string, now: Date): Promise<PublicKeyFacts> {
  const name = `${now.toISOString().slice(0, 10)} ${block}`;
  const known = parsed.get(name) ?? (await readPublicKey(block, now));
  if (parsed.size >= parsedMax) parsed.clear();
  parsed.set(name, known);
  return known;
}
