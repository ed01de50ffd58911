/**
 * Looks after a party's key: joins what later copies of it say, and asks the party's domain for one
 * (Web Key Directory), at most once a day. What is found is offered, never used by itself.
 */
import { noteLookup } from "../../actions/party-keys/note-lookup.ts";
import { type RenewedKey, renewPartyKey } from "../../actions/party-keys/renew-party-key.ts";
import type { KeyOffer } from "../../core/party-keys/party-key.ts";
import type { KeyCopy } from "../../formats/mail/key-copy.ts";
import type { MailReader } from "../../formats/mail/mail-reader.ts";
import type { Context } from "../../store/context.ts";
import { type Identity, identityOf } from "../../store/parties/reader.ts";
import { openPartyKeys, partyKeysOf } from "../../store/party-keys/reader.ts";
import { caseOf, subjectOf, type Task, type TaskContext } from "../task-context.ts";

const actor = { kind: "system", task: "look-after-key" } as const;

export const lookAfterKey: Task = async (on, job) => {
  await lookAfter(on, caseOf(job), subjectOf(job));
};

interface Held {
  readonly identity: Identity;
  /** Offers that nobody decided on, by their id. */
  readonly offered: ReadonlyMap<string, string>;
  /** Every copy that is kept already. */
  readonly known: readonly string[];
}

/** Whether anything was found that was not known. */
export async function lookAfter(
  on: Pick<TaskContext, "context" | "mailReader" | "lookUpKey" | "log">,
  caseId: string,
  partyId: string,
): Promise<boolean> {
  const { context, mailReader } = on;
  const held = await heldOf(context, caseId, partyId);
  if (!held) return false;
  const found = await lookedUp(on, held.identity, partyId);
  const fresh = found.filter(({ armored }) => !held.known.includes(armored));
  const same = (fingerprint: string) => fingerprint === held.identity.keyFingerprint;
  const renewed = await joined(
    mailReader,
    held,
    fresh.filter((each) => same(each.fingerprint)),
    context.now(),
  );
  const offers = fresh.filter((each) => !same(each.fingerprint)).map(offerOf);
  if (!renewed && offers.length === 0 && !lacksLink(held.identity)) return false;
  await renewPartyKey.run(context, actor, { caseId, partyId, renewed, offers });
  return true;
}

/** Of a party from before encrypted letters had a link of their own. */
function lacksLink({ publicKey, letterToken }: Identity): boolean {
  return publicKey !== null && letterToken === undefined;
}

async function heldOf(
  context: Context,
  caseId: string,
  partyId: string,
): Promise<Held | undefined> {
  return context.transaction(actor, async (tx) => {
    const identity = await identityOf(context, tx, partyId);
    if (!identity) return undefined;
    const opened = await openPartyKeys(context, tx, partyId);
    const offered = new Map<string, string>();
    for (const { keyId, state } of await partyKeysOf(context, tx, caseId)) {
      const key = opened.get(keyId);
      if (state !== "offered" || !key || key.fingerprint !== identity.keyFingerprint) continue;
      offered.set(keyId, key.armored);
    }
    return { identity, offered, known: [...opened.values()].map(({ armored }) => armored) };
  });
}

/** Undefined where there is no key in use, or no copy of it besides. */
async function joined(
  reader: Pick<MailReader, "joinKeyCopies">,
  { identity, offered }: Held,
  fetched: readonly KeyCopy[],
  now: Date,
): Promise<RenewedKey | undefined> {
  const { publicKey, keyFingerprint } = identity;
  const others = [...offered.values(), ...fetched.map(({ armored }) => armored)];
  if (!publicKey || !keyFingerprint || others.length === 0) return undefined;
  let armored = publicKey;
  let result: RenewedKey | undefined;
  for (const other of others) {
    const step = await reader.joinKeyCopies(armored, other, now);
    armored = step.armored;
    const news = step.news === "nothing" ? (result?.news ?? "nothing") : step.news;
    const { userIds, expiresAt, unusable } = step.copy;
    const copies = [...offered.keys()];
    result = { armored, fingerprint: keyFingerprint, userIds, expiresAt, unusable, news, copies };
  }
  return result;
}

/** What the party's domain serves; nothing where it was asked within a day, or does not answer. */
async function lookedUp(
  {
    context,
    mailReader,
    lookUpKey,
    log,
  }: Pick<TaskContext, "context" | "mailReader" | "lookUpKey" | "log">,
  { email }: Identity,
  partyId: string,
): Promise<KeyCopy[]> {
  if (!lookUpKey || !email) return [];
  const now = context.now();
  if (!(await noteLookup(context, partyId))) return [];
  try {
    const bytes = await lookUpKey(email);
    if (!bytes) return [];
    const keys = await mailReader.readKeyCopies(bytes, email, now);
    // A directory may serve only keys that name the address that was asked for (draft, section 3.1).
    return keys.filter(({ names }) => names === "sender");
  } catch (error) {
    log.info({ partyId, err: (error as Error).name }, "a key directory gave no key");
    return [];
  }
}

function offerOf({ armored, fingerprint, userIds, names, unusable, expiresAt }: KeyCopy): KeyOffer {
  const about = { where: "wkd", names, signedThis: false, unusable, expiresAt, how: "" } as const;
  return { armored, fingerprint, userIds, source: "wkd", about };
}
