/**
 * Says that a message of a party is more than a message: an objection, its word on a fix, or a choice that
 * its page would offer. Whoever has no page with us says it by mail. A colleague says which message it is;
 * the program then copies the party's own words, so that nobody of us can put any into its mouth.
 */
import { z } from "zod";
import { type ObjectionAbout, objectionLettersMax } from "../../core/decisions/objection.ts";
import { printLettersMax } from "../../core/identity/credit.ts";
import type { StatementWord } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { type MessageView, threadOf } from "../../store/messages/reader.ts";
import { lockObjections, objectionsOf } from "../../store/objections/reader.ts";
import { insertObjection } from "../../store/objections/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { lockStatements, noDetails, statementsOf } from "../../store/portal/statement-reader.ts";
import { insertStatement } from "../../store/portal/statement-writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import {
  chooseCreditFor,
  creditIn,
  partiesKnownBy,
  placeOfWords,
  sayFor,
  wordsIn,
} from "./choices-by-mail.ts";

const meanings = {
  "objection-relevancy": "An objection to our decision whether the report is one for us",
  "objection-conclusion": "An objection to what we concluded",
  "objection-other": "An objection to something else that we told them",
  "fix-works": "The fix mends what they found",
  "fix-fails": "The fix does not mend what they found",
  "fix-not-tried": "They could not try the fix",
  "status-asked": "They ask how the report stands",
  "credit-none": "They want to be named nowhere",
  "credit-name": "They want to be thanked by the name that they gave us",
  "credit-known-handle": "They want to be thanked by the handle that they gave us",
  "credit-handle": "They want to be thanked by a handle that stands in this message",
  "credit-organisation": "They want an organisation to be thanked",
  "news-every-change": "They want every change by mail",
  "news-results": "They want results only by mail",
  "news-none": "They want no news by mail",
} as const;
type Meaning = keyof typeof meanings;

export const recordSaid = defineAction({
  deed: "record-said",
  title: "Put it on record",
  summary:
    "Says that a message of a party is an objection, its word on a fix, or a choice of its own.",
  path: "/cases/{caseId}/messages/{messageId}/meanings",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    messageId: z.uuid().meta({ title: "Message" }),
    as: z.enum(Object.keys(meanings) as [Meaning, ...Meaning[]]).meta({
      title: "What is it?",
      description: "Their own words are kept, as if said on their page.",
      words: meanings,
    }),
    print: z.string().max(printLettersMax).default("").meta({
      title: "Words to print",
      description: "Of a handle or an organisation, exactly as it stands in the message.",
    }),
  }),
  async run(context, actor, { caseId, messageId, as, print }) {
    const credit = creditIn(as);
    const known = await partiesKnownBy(context, caseId, credit?.ofVault);
    return onCase(context, actor, "record-said", caseId, async (desk) => {
      const message = await messageIn(context, desk, messageId);
      const partyId = message.sideId;
      if (as.startsWith("objection-")) {
        if (await waits(context, desk, { partyId, about: aboutOf(as) })) {
          throw new Refusal("objection.recorded");
        }
      }
      const pseudonym = await pseudonymOf(desk, partyId);
      const place = credit && placeOfWords(message, credit, { print, known, pseudonym });
      const body = { messageId, partyId, as, ...place };
      const eventId = await desk.record({ sideId: partyId, type: "message.taken-as", body });
      await owe(context, desk.tx, "settle-case", { caseId, subjectId: eventId });
      return { messageId };
    });
  },
});

/** The part of the program: what a colleague said that a message is stands as the party's own. */
export async function takeAsSaid(context: Context, desk: Desk, event: EventView): Promise<void> {
  const message = await messageIn(context, desk, String(event.body.messageId));
  const as = String(event.body.as);
  const eventId = await takenAs(context, desk, { message, as, words: wordsIn(event, message) });
  if (eventId && desk.head.ownerId) {
    await owe(context, desk.tx, "tell-owner", { caseId: desk.head.caseId, subjectId: eventId });
  }
}

/** The event that asks something of a person; undefined where it is a choice, which is simply kept. */
async function takenAs(
  context: Context,
  desk: Desk,
  { message, as, words }: { message: MessageView; as: string; words: string },
): Promise<string | undefined> {
  if (as.startsWith("objection-")) return objectFor(context, desk, message, aboutOf(as));
  if (as.startsWith("fix-")) {
    return answerFixFor(context, desk, message, as.slice("fix-".length) as StatementWord);
  }
  if (as === "status-asked") return sayFor(context, desk, message, ["status", "asked"]);
  const credit = creditIn(as);
  if (credit) await chooseCreditFor(context, desk, message, credit, words);
  else await sayFor(context, desk, message, ["news", as.slice("news-".length) as StatementWord]);
  return undefined;
}

async function objectFor(
  context: Context,
  desk: Desk,
  message: MessageView,
  about: ObjectionAbout,
): Promise<string | undefined> {
  const { caseId } = desk.head;
  const partyId = message.sideId;
  await lockObjections(desk.tx, caseId);
  // Said twice at once: the second is settled with the first.
  if (await waits(context, desk, { partyId, about })) return;
  const [objectionId, entryId] = [context.newId(), context.newId()];
  const eventId = await desk.record({
    ...{ sideId: partyId, type: "objection.raised", by: "person" },
    body: { objectionId, objectionEntryId: entryId, partyId, about, message: message.messageId },
  });
  const words = message.text.slice(0, objectionLettersMax);
  const entry = { entryId, objectionId, caseId, partyId, about, state: "raised", words } as const;
  await insertObjection(context, desk.tx, entry, await keyOf(context, desk.tx, partyId), eventId);
  return eventId;
}

async function answerFixFor(
  context: Context,
  desk: Desk,
  message: MessageView,
  word: StatementWord,
): Promise<string> {
  const { caseId } = desk.head;
  const partyId = message.sideId;
  await lockStatements(desk.tx, caseId);
  const said = await statementsOf(context, desk.tx, caseId, partyId);
  const invited = said.findLast((each) => each.kind === "fix" && each.word === "invited");
  const statementId = context.newId();
  const eventId = await desk.record({
    ...{ sideId: partyId, type: "fix.answered", by: "person" },
    body: { partyStatementId: statementId, partyId, word, message: message.messageId },
  });
  const about = { statementId, aboutId: invited?.statementId ?? statementId, caseId, partyId };
  const details = { ...noDetails, text: message.text.slice(0, objectionLettersMax) };
  const key = await keyOf(context, desk.tx, partyId);
  await insertStatement(context, desk.tx, { ...about, kind: "fix", word, details }, key, eventId);
  return eventId;
}

/** Refuses with message.not-theirs what no party wrote in this case. */
async function messageIn(context: Context, desk: Desk, messageId: string): Promise<MessageView> {
  const thread = await threadOf(context, desk.tx, desk.head.caseId);
  const found = thread.find((each) => each.messageId === messageId && each.direction === "in");
  if (found?.authorKind !== "party") throw new Refusal("message.not-theirs");
  return found;
}

/** What stands in its messages where they named their author; “Party” of one that is gone, as there. */
async function pseudonymOf({ tx, head }: Desk, partyId: string): Promise<string> {
  const parties = await partiesOf(tx, head.caseId);
  return parties.find((each) => each.partyId === partyId)?.pseudonym ?? "Party";
}

/** One objection to the same matter waits at a time. */
async function waits(
  context: Context,
  desk: Desk,
  of: { readonly partyId: string; readonly about: ObjectionAbout },
): Promise<boolean> {
  const all = await objectionsOf(context, desk.tx, desk.head.caseId);
  return all.some(
    (each) => each.partyId === of.partyId && each.about === of.about && each.state === "raised",
  );
}

function aboutOf(as: string): ObjectionAbout {
  return as.slice("objection-".length) as ObjectionAbout;
}
