/** Adds a statement of a party, or our answer to one. What stood before stays. */
import type { StatementKind, StatementWord } from "../../core/portal/statement.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealJson } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { detailsPlace, type StatementDetails } from "./statement-reader.ts";

/** `partyKey` seals the details: that party and staff of the case read them. None without details. */
export async function insertStatement(
  context: Context,
  tx: Tx,
  statement: {
    readonly statementId: string;
    readonly aboutId: string;
    readonly caseId: string;
    readonly partyId: string;
    readonly kind: StatementKind;
    readonly word: StatementWord;
    readonly details?: StatementDetails | undefined;
  },
  partyKey: ObjectKey | undefined,
  eventId: EventId,
): Promise<void> {
  const { statementId, details } = statement;
  await insertState(context, tx, "party_statements", {
    statement_id: statementId,
    about_id: statement.aboutId,
    case_id: statement.caseId,
    side_id: statement.partyId,
    kind: statement.kind,
    word: statement.word,
    details_sealed:
      details && partyKey
        ? sealJson(context, partyKey, detailsPlace(statementId), { ...details })
        : null,
    at: context.now(),
    last_event_id: eventId,
  });
}
