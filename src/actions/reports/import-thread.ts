/**
 * Takes a thread of another tool's mailbox over as one case, whole or not at all: its mails in their
 * order, with their dates. Nobody is written to and no promise begins: those of the past were not ours.
 * Mails that are there already are left out, so that it can be done again.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { withoutAuthor } from "../../core/identity/apart.ts";
import { pseudonymFor } from "../../core/identity/pseudonym.ts";
import { othersNumbersIn } from "../../core/mail/archive-threads.ts";
import { isOfCoordinator } from "../../core/mail/outside-references.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import { insertAttachments } from "../../store/attachments/writer.ts";
import { type CaseHead, headOf } from "../../store/cases/head-reader.ts";
import type { Opening } from "../../store/cases/opening-writer.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId } from "../../store/events/writer.ts";
import { insertImported, knownOriginals } from "../../store/intake/importing-writer.ts";
import { inboxHolder, type SealedOriginal, sealOriginal } from "../../store/intake/writer.ts";
import { unknownAmong } from "../../store/messages/case-candidates-reader.ts";
import { rememberMailId } from "../../store/messages/mail-ids.ts";
import { addMessage } from "../../store/messages/writer.ts";
import { identityOf, opens, partiesOf } from "../../store/parties/reader.ts";
import { grantKey, keyOf, type ObjectKey, unwrapKey } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { addReferences, isNotice } from "./record-finding.ts";
import { mintReference, openCase } from "./register-report.ts";

/** One mail of a thread, read. */
export interface ArchivedMail {
  readonly raw: Uint8Array;
  readonly arrival: Arrival;
  readonly subject: string;
  readonly sentAt: Date;
  /** Lower case; empty where it has none. */
  readonly from: string;
  /** Lower case, To and Cc. */
  readonly to: readonly string[];
}

export const importThread = defineAction({
  deed: "import-thread",
  title: "Take a thread over",
  summary: "Makes one case of a thread of another tool's mailbox. Sends nothing.",
  path: null,
  input: z.object({
    mails: z
      .custom<readonly ArchivedMail[]>((value) => Array.isArray(value) && value.length > 0)
      .meta({ title: "Mails, oldest first" }),
    ours: z.array(z.string()).meta({ title: "Addresses of ours" }),
  }),
  async run(context, actor, { mails, ours }) {
    permit(actor, "import-thread");
    const taken: Taken[] = [];
    for (const mail of mails) {
      const once = { channel: "mail", bytes: mail.raw, receiptHash: null, once: true } as const;
      taken.push({ mail, sealed: await sealOriginal(context, once) });
    }
    return context.transaction(actor, (tx) => importAll(context, tx, taken, ours));
  },
});

interface Taken {
  readonly mail: ArchivedMail;
  readonly sealed: SealedOriginal;
}

interface Imported {
  /** Null where nothing was new. */
  readonly caseId: string | null;
  readonly reference: string | null;
  readonly added: number;
  readonly known: number;
}

async function importAll(
  context: Context,
  tx: Tx,
  taken: readonly Taken[],
  ours: readonly string[],
): Promise<Imported> {
  const stored = await knownOriginals(
    tx,
    taken.map(({ sealed }) => sealed),
  );
  const seen = new Set(stored.hashes);
  // One archive may hold the same mail twice, in two folders.
  const fresh = taken.filter(({ sealed }) => {
    const hashes = [sealed.sourceHash, sealed.copyHash].flatMap(
      (hash) => hash?.toString("hex") ?? [],
    );
    const isNew = !hashes.some((hash) => seen.has(hash));
    for (const hash of hashes) seen.add(hash);
    return isNew;
  });
  const counts = { added: fresh.length, known: taken.length - fresh.length };
  if (fresh.length === 0) return { caseId: null, reference: null, ...counts };
  const head = stored.caseId ? await headOf(tx, stored.caseId) : undefined;
  const desk = head
    ? await deskOf(context, tx, head, ours)
    : await openByThread(context, tx, fresh, ours);
  const rest = fresh.filter((each) => each !== desk.first);
  let last = desk.last;
  for (const each of rest) last = await addMail(context, tx, desk, each);
  await addReferences(context, tx, desk, await newReferences(context, tx, fresh, desk));
  if (last) await refreshHead(context, tx, desk.caseId, last);
  return { caseId: desk.caseId, reference: desk.reference, ...counts };
}

interface Desk {
  readonly caseId: string;
  readonly reference: string;
  readonly partyId: string;
  /** The reporter's address, lower case. */
  readonly author: string;
  readonly pseudonym: string;
  readonly ours: readonly string[];
  /** The mail that became the report. */
  readonly first?: Taken;
  readonly last?: EventId;
}

async function deskOf(
  context: Context,
  tx: Tx,
  { caseId, reference }: CaseHead,
  ours: readonly string[],
): Promise<Desk> {
  const party = (await partiesOf(tx, caseId)).find(({ kind }) => opens(kind));
  if (!party) throw new Refusal("party.unknown");
  const { partyId, pseudonym } = party;
  const author = (await identityOf(context, tx, partyId))?.email?.toLowerCase() ?? "";
  return { caseId, reference, partyId, pseudonym, author, ours };
}

/** The first mail that is not ours is the report. */
async function openByThread(
  context: Context,
  tx: Tx,
  fresh: readonly Taken[],
  ours: readonly string[],
): Promise<Desk> {
  const first = fresh.find(({ mail }) => !ours.includes(mail.from));
  if (!first) throw new Refusal("import.only-ours");
  const { sealed, mail } = first;
  const notice = isOfNotice(fresh, first);
  const pseudonym = pseudonymFor(notice ? "coordinator" : "reporter", []);
  const opening: Opening = {
    ...(notice ? ({ kind: "third-party-notice", partyKind: "coordinator" } as const) : {}),
    caseId: context.newId(),
    partyId: context.newId(),
    pseudonym,
    reference: await mintReference(context, tx, mail.sentAt),
    // The promises of the past are nobody's: from now on today's policy holds.
    policy: inForceAt(context.policies, context.now()),
    arrival: withoutAuthor(mail.arrival, pseudonym),
    inbox: {
      inboxId: sealed.inboxId,
      channel: sealed.channel,
      receivedAt: mail.sentAt,
      objectId: sealed.objectId,
      key: keyIn(context, sealed),
      envelope: null,
      payloadSealed: sealed.sealed,
      payloadFile: sealed.fileId,
      receiptHash: null,
      state: "new",
      caseId: null,
    },
  };
  await openCase(context, tx, opening, mail.arrival);
  const { caseId, partyId, reference } = opening;
  await insertImported(tx, sealed, { caseId, receivedAt: mail.sentAt });
  return { caseId, reference, partyId, pseudonym, author: mail.from, ours, first };
}

/** As of mail that comes in: by a coordinator's number in what the author wrote, or a bare pointer. */
function isOfNotice(taken: readonly Taken[], { mail }: Taken): boolean {
  const theirs = taken.filter((each) => each.mail.from === mail.from);
  const numbers = othersNumbersIn(theirs.map((each) => each.mail.subject)).filter(isOfCoordinator);
  const points = mail.arrival.contentAt !== undefined;
  if (numbers.length === 0 && !points) return false;
  return isNotice({ found: "notice", references: numbers }, mail.arrival);
}

/** What stands in the reporter's own thread and names no other case: it finds the case from then on. */
async function newReferences(context: Context, tx: Tx, taken: readonly Taken[], desk: Desk) {
  const theirs = taken.filter((each) => placeOf(each, desk).sideId === desk.partyId);
  const numbers = othersNumbersIn(theirs.map(({ mail }) => mail.subject));
  return unknownAmong(context, tx, numbers);
}

function keyIn(context: Context, sealed: SealedOriginal): ObjectKey {
  return unwrapKey(context, sealed.objectId, inboxHolder, sealed.wrap);
}

/**
 * What the reporter wrote or was sent stands in their thread. Everything else may have been written
 * behind their back, and stands on the staff side.
 */
function placeOf({ mail }: Taken, { author, partyId, ours }: Desk) {
  if (mail.from !== "" && mail.from === author) {
    return { sideId: partyId, direction: "in", authorKind: "party", authorId: partyId } as const;
  }
  if (ours.includes(mail.from) && mail.to.includes(author)) {
    return { sideId: partyId, direction: "out", authorKind: "system", authorId: null } as const;
  }
  return {
    sideId: staffSide,
    direction: "internal",
    authorKind: "system",
    authorId: null,
  } as const;
}

async function addMail(context: Context, tx: Tx, desk: Desk, taken: Taken): Promise<EventId> {
  const { caseId, pseudonym } = desk;
  const { mail, sealed } = taken;
  const place = placeOf(taken, desk);
  const side = { caseId, sideId: place.sideId };
  const arrival = withoutAuthor(mail.arrival, pseudonym);
  const key = keyIn(context, sealed);
  const eventId = await appendEvent(context, tx, {
    ...side,
    type: "message.imported",
    body: {
      messageId: sealed.objectId,
      direction: place.direction,
      sentAt: mail.sentAt.toISOString(),
    },
  });
  await insertImported(tx, sealed, { caseId, receivedAt: mail.sentAt });
  await grantKey(context, tx, key, side);
  const holder = place.direction === "internal" ? caseId : place.sideId;
  const text = arrival.fields.description ?? "";
  await addMessage(
    context,
    tx,
    await keyOf(context, tx, holder),
    {
      ...side,
      ...place,
      messageId: sealed.objectId,
      template: "imported",
      at: mail.sentAt,
      content: {
        subject: mail.subject,
        text,
        way: "import",
        ...(arrival.mailId ? { mailId: arrival.mailId } : {}),
      },
      encrypted: arrival.encrypted,
      decrypted: arrival.decrypted,
      signature: arrival.signature,
      signer: place.direction === "in" ? mail.arrival.signer : undefined,
      original: { sealed: sealed.sealed, file: sealed.fileId },
    },
    eventId,
  );
  const isOurs = place.direction === "out";
  await rememberMailId(context, tx, { ...side, mailId: arrival.mailId, isOurs });
  await insertAttachments(context, tx, { ...side, key }, arrival.files, eventId);
  await indexText(context, tx, side, text);
  return eventId;
}
