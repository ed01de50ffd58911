/**
 * Puts a mail that continues a case into its party's thread, beside its untouched original. Runs
 * once per inbox row. A program's mail is kept but answers no question.
 */
import { z } from "zod";
import { withheldOf, withoutAuthor, withPseudonym } from "../../core/identity/apart.ts";
import { bringsOnlyKey } from "../../core/mail/own-words.ts";
import { saysOnlyPlainAnswer } from "../../core/mail/plain-answer.ts";
import { type Arrival, searchTextOf } from "../../core/reports/arrival.ts";
import { lowerAscii } from "../../lib/lower-ascii.ts";
import { insertAttachments } from "../../store/attachments/writer.ts";
import { waitingOf } from "../../store/clocks/waiting-reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { type InboxRow, lockInbox } from "../../store/intake/reader.ts";
import { rememberMailId } from "../../store/messages/mail-ids.ts";
import { addMessage } from "../../store/messages/writer.ts";
import { identityOf, partiesOf } from "../../store/parties/reader.ts";
import { grantKey, keyOf } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { keepMessageKeys } from "../party-keys/keep-message-keys.ts";
import { learnReferences } from "../references/learn-references.ts";
import { settleRegistered } from "../reports/settle-mail.ts";
import { keepAgreement } from "../sending/keep-agreement.ts";
import { tellOfMessage } from "./tell-of-message.ts";

export const registerMessage = defineAction({
  deed: "register-message",
  title: "Register a message",
  summary: "Puts a mail that continues a case into its party's thread.",
  path: null,
  input: z.object({
    inboxId: z.uuid().meta({ title: "Inbox row" }),
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
    subject: z.string().meta({ title: "Subject" }),
    arrival: z.custom<Arrival>().meta({ title: "What the mail says" }),
    copies: z.array(z.string()).optional().meta({ title: "Addresses that it went to" }),
  }),
  async run(context, actor, input) {
    return onCase(context, actor, "register-message", input.caseId, async (desk) => {
      const inbox = await lockInbox(context, desk.tx, input.inboxId);
      if (inbox?.state !== "new") return { messageId: null };
      const reached = await partiesAt(context, desk, input);
      const message = await withoutNames(context, desk, input);
      const arrived = await insertMessage(context, desk, inbox, { ...message, reached });
      await keepMessageKeys(context, desk, input);
      const agreed = await keepAgreement(context, desk, input);
      if (isAnswer(input.arrival, agreed)) await noteAnswer(desk, input.partyId, arrived);
      await learnReferences(context, desk, input);
      await settleRegistered(context, desk.tx, input, input.arrival);
      await tellOfMessage(context, desk, arrived);
      return { messageId: inbox.objectId };
    });
  },
});

interface Message {
  readonly caseId: string;
  readonly partyId: string;
  readonly subject: string;
  readonly arrival: Arrival;
  /** The other parties that it went to. */
  readonly reached?: readonly string[];
  /** For the vault alone. */
  readonly signer?: Arrival["signer"];
}

/** Other parties of the case among these addresses; which address is whose stays in the vault. */
async function partiesAt(
  context: Context,
  { tx, head }: Desk,
  { partyId, copies = [] }: { partyId: string; copies?: readonly string[] | undefined },
): Promise<string[]> {
  const addresses = new Set(copies.map((address) => lowerAscii(address.trim())));
  if (addresses.size === 0) return [];
  const found: string[] = [];
  for (const other of await partiesOf(tx, head.caseId)) {
    if (other.partyId === partyId) continue;
    const email = (await identityOf(context, tx, other.partyId))?.email;
    if (email && addresses.has(lowerAscii(email.trim()))) found.push(other.partyId);
  }
  return found;
}

/** Who signed, or was quoted by name, stands under the pseudonym: the original keeps it. */
export async function withoutNames(
  context: Context,
  desk: Desk,
  message: Message,
): Promise<Message> {
  const { partyId, subject, arrival } = message;
  const party = (await partiesOf(desk.tx, desk.head.caseId)).find(
    (each) => each.partyId === partyId,
  );
  const pseudonym = party?.pseudonym ?? "Party";
  const identity = await identityOf(context, desk.tx, partyId);
  const known = identity ? [{ ...identity, handle: identity.handle ?? null }] : [];
  const who = [...known, withheldOf(arrival.fields, arrival.key?.fingerprint ?? null)];
  const plain = (text: string) =>
    who.reduce((words, each) => withPseudonym(words, each, pseudonym), text);
  const { description = "" } = arrival.fields;
  const fields = { ...arrival.fields, description: plain(description) };
  const files = arrival.files.map((file) => ({ ...file, name: plain(file.name) }));
  return {
    ...message,
    subject: plain(subject),
    arrival: { ...withoutAuthor({ ...arrival, fields, files }, pseudonym), key: arrival.key },
    ...(arrival.signer ? { signer: arrival.signer } : {}),
  };
}

async function insertMessage(
  context: Context,
  desk: Desk,
  inbox: InboxRow,
  { caseId, partyId, subject, arrival, signer, reached = [] }: Message,
): Promise<EventId> {
  const { tx } = desk;
  const side = { caseId, sideId: partyId };
  // The message is the object that its original was sealed as: one key opens both.
  const messageId = inbox.objectId;
  const eventId = await recordArrival(desk, { messageId, partyId, arrival });
  await grantKey(context, tx, inbox.key, side);
  await addMessage(
    context,
    tx,
    await keyOf(context, tx, partyId),
    {
      ...side,
      messageId,
      direction: "in",
      template: "message",
      authorKind: "party",
      authorId: partyId,
      content: {
        subject,
        text: arrival.fields.description ?? "",
        ...travelOf(arrival),
        ...(reached.length > 0 ? { reached } : {}),
      },
      encrypted: arrival.encrypted,
      decrypted: arrival.decrypted,
      signature: arrival.signature,
      signer,
      original: { sealed: inbox.payloadSealed, file: inbox.payloadFile },
    },
    eventId,
  );
  await rememberMailId(context, tx, { ...side, mailId: arrival.mailId });
  await insertAttachments(context, tx, { ...side, key: inbox.key }, arrival.files, eventId);
  await indexText(context, tx, side, searchTextOf(arrival));
  return eventId;
}

/** How it came, as its readers are told. */
function travelOf({ mailId, way, authentication, provenBy, problems }: Arrival) {
  return {
    ...(mailId ? { mailId } : {}),
    ...(way ? { way } : {}),
    ...(authentication ? { authentication } : {}),
    ...(provenBy ? { provenBy } : {}),
    ...(problems.length > 0 ? { problems } : {}),
  };
}

async function recordArrival(
  desk: Desk,
  { messageId, partyId, arrival }: { messageId: string; partyId: string; arrival: Arrival },
): Promise<EventId> {
  return desk.record({
    ...{ sideId: partyId, owedTo: partyId, by: "person" },
    type: "message.received",
    body: {
      messageId,
      partyId,
      channel: "mail",
      encrypted: arrival.encrypted,
      decrypted: arrival.decrypted,
      automatic: arrival.automatic,
      problems: [...arrival.problems],
      // Never put in place of the key we write to, and no fingerprint here: it names its owner.
      keyOffered: arrival.key !== null,
    },
  });
}

/**
 * Whether it may answer what we asked. A vacation notice does not (RFC 3834), nor does the one word by
 * which plain answers are agreed to, nor a mail that only brings a key.
 */
function isAnswer({ automatic, fields, files, keys = [] }: Arrival, agreed: boolean): boolean {
  if (automatic) return false;
  const text = fields.description ?? "";
  if (files.some(({ type }) => type !== "application/pgp-keys")) return true;
  if (agreed && saysOnlyPlainAnswer(text)) return false;
  return keys.length === 0 || !bringsOnlyKey(text);
}

async function noteAnswer(desk: Desk, partyId: string, about: EventId): Promise<void> {
  const question = await waitingOf(desk.tx, desk.head.caseId, partyId);
  if (!question) return;
  await desk.record({
    ...{ sideId: partyId, owedTo: partyId, by: "person" },
    type: "question.answered",
    body: { about, question },
    subjectId: question,
  });
}
