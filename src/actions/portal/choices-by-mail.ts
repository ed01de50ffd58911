/**
 * What somebody without a page chooses by mail: how to be thanked, which news they want, and that they ask
 * how the report stands. The words to print are the party's own: its name or handle, or a part of its message.
 */
import {
  type CreditChoice,
  chosenCredit,
  isPrintable,
  placeToPrint,
} from "../../core/identity/credit.ts";
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

/** A choice of credit, and what of the vault it prints: the words of all others stand in the message. */
export interface CreditMeant {
  readonly choice: Chosen;
  readonly ofVault?: "name" | "handle";
}

const credits: Readonly<Record<string, CreditMeant>> = {
  "credit-none": { choice: "none" },
  "credit-name": { choice: "name", ofVault: "name" },
  "credit-known-handle": { choice: "handle", ofVault: "handle" },
  "credit-handle": { choice: "handle" },
  "credit-organisation": { choice: "organisation" },
};

/** The choice of credit that this meaning of a message names; undefined for all others. */
export function creditIn(as: string): CreditMeant | undefined {
  return credits[as];
}

/**
 * Ids of the parties of whom we know such words, and could print them. Read before the deed's own
 * transaction, as the program: nobody of us sees what is in the vault.
 */
export async function partiesKnownBy(
  context: Context,
  caseId: string,
  ofVault: CreditMeant["ofVault"],
): Promise<string[]> {
  if (!ofVault) return [];
  return context.transaction(reader, async (tx) => {
    const known: string[] = [];
    for (const { partyId } of await partiesOf(tx, caseId)) {
      const identity = await identityOf(context, tx, partyId);
      if (isPrintable(identity?.[ofVault] ?? "")) known.push(partyId);
    }
    return known;
  });
}

/**
 * Where the words to print stand in the message, as two counts: the record of the deed holds no word of it.
 * Refuses with credit.print, credit.no-name and credit.no-handle where we know none that can be printed, and
 * credit.not-said and credit.pseudonym what is no word of its author's.
 */
export function placeOfWords(
  { sideId, text }: Pick<MessageView, "sideId" | "text">,
  { choice, ofVault }: CreditMeant,
  { print, known, pseudonym }: { print: string; known: readonly string[]; pseudonym: string },
): { from?: number; letters?: number } {
  if (ofVault) {
    if (!known.includes(sideId)) throw new Refusal(`credit.no-${ofVault}`);
    return {};
  }
  if (choice === "none") return {};
  const { print: words } = chosenCredit(choice, print);
  return { from: placeToPrint(text, words, `[${pseudonym}]`), letters: words.length };
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
  { choice, ofVault }: CreditMeant,
  words: string,
): Promise<void> {
  const { caseId } = head;
  const objectId = identityObject(partyId);
  const key = (await keysOf(context, tx, [objectId])).get(objectId);
  // Erased meanwhile: there is nobody left to thank.
  if (!key) return;
  const print = ofVault ? ((await identityOf(context, tx, partyId))?.[ofVault] ?? "") : words;
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
