/** One word of a party on its own case: locked, allowed, recorded, and owed to the task that settles. */
import type { Actor } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import type { StatementKind, StatementWord } from "../../core/portal/statement.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import {
  lockStatements,
  type StatementDetails,
  type StatementView,
  statementsOf,
} from "../../store/portal/statement-reader.ts";
import { insertStatement } from "../../store/portal/statement-writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";
import { underPseudonymOf } from "../identity/under-pseudonym.ts";

/** What is to be kept; undefined where it was said already. */
export interface Saying {
  readonly kind: StatementKind;
  readonly word: StatementWord;
  readonly event: string;
  /** The request that it is about; itself, where left out. */
  readonly aboutId?: string;
  readonly details?: StatementDetails;
}

export interface Speaking {
  readonly tx: Tx;
  readonly partyId: string;
  /** What the party and we said before, oldest first. */
  readonly said: readonly StatementView[];
}

/** Runs `decide` in the party's own transaction and keeps what it says. Null where nothing new was said. */
export async function say(
  context: Context,
  actor: Actor,
  deed: Deed,
  caseId: string,
  decide: (speaking: Speaking) => Saying | undefined | Promise<Saying | undefined>,
): Promise<{ statementId: string | null }> {
  return context.transaction(actor, async (tx) => {
    permit(actor, deed, await membershipOf(tx, caseId));
    if (actor.kind !== "outsider") throw new Error("only a party speaks for itself");
    const { id: partyId, side } = actor;
    await lockStatements(tx, caseId);
    const said = await statementsOf(context, tx, caseId, partyId);
    const saying = await decide({ tx, partyId, said });
    if (!saying) return { statementId: null };
    const { kind, word, event } = saying;
    const statementId = context.newId();
    const eventId = await appendEvent(context, tx, {
      ...{ caseId, sideId: side, type: event },
      body: { partyStatementId: statementId, partyId, word },
    });
    const details = await detailsOf(context, tx, { caseId, partyId }, saying.details);
    const aboutId = saying.aboutId ?? statementId;
    const statement = { statementId, aboutId, caseId, partyId, kind, word, details };
    // A word alone needs no key: the link of an erased report still opens what is left of it.
    const key = details ? await keyOf(context, tx, side) : undefined;
    await insertStatement(context, tx, statement, key, eventId);
    await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
    return { statementId };
  });
}

/** A party's own name does not stand in what colleagues read. */
async function detailsOf(
  context: Context,
  tx: Tx,
  of: { caseId: string; partyId: string },
  details: StatementDetails | undefined,
): Promise<StatementDetails | undefined> {
  if (!details) return undefined;
  const hide = await underPseudonymOf(context, tx, of);
  return { ...details, text: hide(details.text), place: hide(details.place) };
}
