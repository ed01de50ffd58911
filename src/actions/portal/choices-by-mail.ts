/**
 * What somebody without a page chooses by mail: how to be thanked, which news they want, and that they ask
 * how the report stands. The words to print are the party's own: its name, or a part of its message.
 */
import { type CreditChoice, chosenCredit } from "../../core/identity/credit.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { StatementKind, StatementWord } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { insertCreditChoice } from "../../store/identity/writer.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import { identityObject, identityOf, partiesOf } from "../../store/parties/reader.ts";
import { lockStatements } from "../../store/portal/statement-reader.ts";
import { insertStatement } from "../../store/portal/statement-writer.ts";
import { keysOf } from "../../store/sealing/object-keys.ts";
import type { Desk } from "../on-case.ts";

const reader: Actor = { kind: "system", task: "name-guard" };

type Chosen = Exclude<CreditChoice, "undecided">;

/** The choice of credit that this meaning of a message names; undefined for all others. */
export function creditIn(as: string): Chosen | undefined {
  return as.startsWith("credit-") ? (as.slice("credit-".length) as Chosen) : undefined;
}

/**
 * Ids of the parties of whom we know a name. Read before the deed's own transaction, as the program:
 * nobody of us sees what is in the vault.
 */
export async function partiesWithName(context: Context, caseId: string): Promise<string[]> {
  return context.transaction(reader, async (tx) => {
    const known: string[] = [];
    for (const { partyId } of await partiesOf(tx, caseId)) {
      if ((await identityOf(context, tx, partyId))?.name) known.push(partyId);
    }
    return known;
  });
}

/**
 * Where the words to print stand in the message, as two counts: the record of the deed holds no word of it.
 * Refuses with credit.print, credit.no-name where we know none, and credit.not-said what it does not say.
 */
export function placeOfWords(
  { sideId, text }: Pick<MessageView, "sideId" | "text">,
  { choice, print, withName }: { choice: Chosen; print: string; withName: readonly string[] },
): { from?: number; letters?: number } {
  if (choice === "name" && !withName.includes(sideId)) throw new Refusal("credit.no-name");
  if (choice === "none" || choice === "name") return {};
  const { print: words } = chosenCredit(choice, print);
  const from = text.indexOf(words);
  if (from < 0) throw new Refusal("credit.not-said");
  return { from, letters: words.length };
}

/** Those words; empty where the choice has none of the message. */
export function wordsIn({ body }: EventView, { text }: MessageView): string {
  const [from, letters] = [Number(body.from ?? 0), Number(body.letters ?? 0)];
  return text.slice(from, from + letters);
}

export async function chooseCreditFor(
  context: Context,
  { tx, head, record }: Desk,
  { sideId: partyId, messageId }: MessageView,
  { choice, words }: { choice: Chosen; words: string },
): Promise<void> {
  const { caseId } = head;
  const objectId = identityObject(partyId);
  const key = (await keysOf(context, tx, [objectId])).get(objectId);
  // Erased meanwhile: there is nobody left to thank.
  if (!key) return;
  const print = choice === "name" ? ((await identityOf(context, tx, partyId))?.name ?? "") : words;
  const choiceId = context.newId();
  const eventId = await record({
    ...{ sideId: partyId, type: "credit.chosen", by: "automatic" },
    body: { choiceId, partyId, choice, message: messageId },
  });
  const kept = { ...chosenCredit(choice, print), choiceId, caseId, partyId };
  await insertCreditChoice(context, tx, kept, key, eventId);
}

/** Keeps a word that needs no details; returns its event. */
export async function sayFor(
  context: Context,
  { tx, head, record }: Desk,
  { sideId: partyId, messageId }: MessageView,
  [kind, word]: readonly [StatementKind, StatementWord],
): Promise<string> {
  const { caseId } = head;
  await lockStatements(tx, caseId);
  const statementId = context.newId();
  const eventId = await record({
    ...{ sideId: partyId, type: kind === "news" ? "news.chosen" : "status.asked", by: "automatic" },
    body: { partyStatementId: statementId, partyId, word, message: messageId },
  });
  const statement = { statementId, aboutId: statementId, caseId, partyId, kind, word };
  await insertStatement(context, tx, statement, undefined, eventId);
  return eventId;
}
