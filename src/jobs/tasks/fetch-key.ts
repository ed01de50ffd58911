/**
 * Fetches the key from an address that a party gave, once a colleague ordered it. What lies there is
 * offered, never used by itself; a page of several keys offers none.
 */
import { settleKeyLink } from "../../actions/party-keys/settle-key-link.ts";
import type { KeyLinkProblem } from "../../core/party-keys/key-address.ts";
import type { KeyOffer } from "../../core/party-keys/party-key.ts";
import { Refusal } from "../../core/refusal.ts";
import { findBlock, findBlocks } from "../../formats/mail/inline-pgp.ts";
import type { KeyCopy } from "../../formats/mail/key-copy.ts";
import type { MailReader } from "../../formats/mail/mail-reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { keyLinksOf, openKeyLinks } from "../../store/party-keys/link-reader.ts";
import { caseOf, subjectOf, type Task, type TaskContext } from "../task-context.ts";

const actor = { kind: "system", task: "fetch-key" } as const;

export const fetchKey: Task = async (on, job) => {
  const { context } = on;
  const [caseId, linkId] = [caseOf(job), subjectOf(job)];
  const link = await linkOf(on, caseId, linkId);
  if (!link) return;
  const found = await keyAt(on, link);
  await settleKeyLink.run(context, actor, { caseId, linkId, found });
};

interface AskedLink {
  /** Null where the identity was erased. */
  readonly address: string | null;
  /** Of the party, to tell whose address the key names. */
  readonly email: string | null;
}

/** Nothing where it was settled meanwhile. */
async function linkOf(
  { context }: Pick<TaskContext, "context">,
  caseId: string,
  linkId: string,
): Promise<AskedLink | undefined> {
  return context.transaction(actor, async (tx) => {
    const links = await keyLinksOf(context, tx, caseId);
    const link = links.find((each) => each.linkId === linkId);
    if (link?.state !== "asked") return undefined;
    const address = (await openKeyLinks(context, tx, link.partyId)).get(linkId) ?? null;
    const email = (await identityOf(context, tx, link.partyId))?.email ?? null;
    return { address, email };
  });
}

type Found = { readonly offer: KeyOffer } | { readonly problem: KeyLinkProblem };

async function keyAt(
  { context, fetchKey: ask, mailReader }: Pick<TaskContext, "context" | "fetchKey" | "mailReader">,
  { address, email }: AskedLink,
): Promise<Found> {
  if (address === null) return { problem: "erased" };
  if (!ask) return { problem: "off" };
  const answer = await ask(address);
  if ("problem" in answer) return answer;
  try {
    const keys = await keysIn(mailReader, answer.bytes, email, context.now());
    const [key, ...others] = keys.values();
    if (others.length > 0) return { problem: "several" };
    return key ? { offer: offerOf(key) } : { problem: "not-a-key" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { problem: error.code === "mail.key-is-private" ? "private-key" : "not-a-key" };
  }
}

const blocksMax = 5;

/** Each key once, by fingerprint: armoured in a file or on a page, or binary. */
async function keysIn(
  reader: Pick<MailReader, "readKeyCopies">,
  bytes: Uint8Array,
  email: string | null,
  now: Date,
): Promise<Map<string, KeyCopy>> {
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/\r\n/g, "\n")
    // Pages of key servers put the block behind a tag.
    .replace(/<pre[^>]*>/gi, "\n");
  if (findBlock(text, "private-key")) throw new Refusal("mail.key-is-private");
  const blocks = findBlocks(text, "public-key", blocksMax);
  const keys = new Map<string, KeyCopy>();
  for (const block of blocks.length > 0 ? blocks : [bytes]) {
    for (const key of await reader.readKeyCopies(block, email, now)) keys.set(key.fingerprint, key);
  }
  return keys;
}

function offerOf({ armored, fingerprint, userIds, names, unusable, expiresAt }: KeyCopy): KeyOffer {
  const about = { where: "url", names, signedThis: false, unusable, expiresAt, how: "" } as const;
  return { armored, fingerprint, userIds, source: "url", about };
}
