/** The letters that answer what a party asked on its page: one small function a letter. */
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { statementsOf } from "../../store/portal/statement-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";
import { notice, type Write } from "./notice-letter.ts";

export const portalLetters: Readonly<Record<string, Write>> = {
  "consent.answered": answerConsent,
  "fix.invited": inviteToTry,
};

/** Recorded by hand, as after a call, it was told already and names no statement. */
async function answerConsent(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const said = await statementsOf(context, tx, to.head.caseId, to.party.partyId);
  const found = said.find(({ statementId }) => statementId === event.body.partyStatementId);
  if (!found) return undefined;
  const { word, text, on } = found;
  const from = word === "given" ? { publishAt: new Date(on) } : {};
  return notice(to, "consent-to-publish", { consent: word, answer: text, ...from });
}

async function inviteToTry(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const said = await statementsOf(context, tx, to.head.caseId, to.party.partyId);
  const found = said.find(({ statementId }) => statementId === event.body.partyStatementId);
  if (!found) throw new Error(`event ${event.eventId} names an invitation that is not there`);
  return notice(to, "validate-fix", { remedy: found.text, answerBy: new Date(found.on) });
}
