/** Which letter each event owes: one line an event, one small function a letter. */

import { isRunning } from "../../core/clocks/clock.ts";
import { acknowledgement } from "../../mail/templates/acknowledgement.ts";
import { closing } from "../../mail/templates/closing.ts";
import { conclusion } from "../../mail/templates/conclusion.ts";
import type { Letter } from "../../mail/templates/letter.ts";
import { permissionRequest } from "../../mail/templates/permission-request.ts";
import { publicationNotice } from "../../mail/templates/publication-notice.ts";
import { relevancy } from "../../mail/templates/relevancy.ts";
import { remedyDate } from "../../mail/templates/remedy-date.ts";
import { reminder } from "../../mail/templates/reminder.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { permissionViewsOf } from "../../store/identity/permission-reader.ts";
import { newestReportFrom } from "../../store/messages/correspondence-reader.ts";
import { remediesOf, scoresOf } from "../../store/scoring/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";

export interface NoticeLetter {
  /** The kind of message, by which told-event.ts knows what the party has been told. */
  readonly template: string;
  readonly letter: Letter;
}

/** Undefined where there is nothing left to say. */
type Write = (
  context: Context,
  tx: Tx,
  to: CaseLetter,
  event: EventView,
) => Promise<NoticeLetter | undefined>;

export const letters: Readonly<Partial<Record<string, Write>>> = {
  "permission.asked": askPermission,
  "report.received": acknowledge,
  "relevancy.decided": tellRelevancy,
  "analysis.concluded": tellConclusion,
  "remedy.promised": tellRemedyDate,
  "case.closed": tellClosing,
  "clock.warned": remind,
  "advisory.published": tellPublication,
};

async function acknowledge(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const { caseId } = to.head;
  const report = await newestReportFrom(context, tx, { caseId, partyId: to.party.partyId });
  const facts = {
    ...to,
    receivedAt: new Date(String(event.body.receivedAt)),
    keyKnown: to.party.hasKey,
    cameEncrypted: report?.encrypted ?? false,
  };
  return { template: "acknowledgement", letter: acknowledgement(facts) };
}

async function askPermission(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const asked = await permissionViewsOf(context, tx, to.head.caseId);
  const found = asked.find(({ permissionId }) => permissionId === event.body.permissionId);
  // Answered already, on the portal: there is nothing left to ask.
  if (found?.state !== "asked") return undefined;
  const letter = permissionRequest({ ...to, recipient: found.recipient });
  return { template: "permission-request", letter };
}

async function tellRelevancy(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const decision = await decisionOf(context, tx, to, event);
  const decided = decision.outcome as "relevant" | "not-relevant" | "need-more";
  const facts = { ...to, decision: decided, reasons: decision.explanation };
  return { template: "relevancy", letter: relevancy(facts) };
}

async function tellConclusion(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const decision = await decisionOf(context, tx, to, event);
  const facts = {
    ...to,
    // A risk is accepted only where there is one.
    outcome:
      decision.outcome === "not-confirmed" ? ("not-confirmed" as const) : ("confirmed" as const),
    explanation: decision.explanation,
    severity: await severityOf(context, tx, to.head.caseId),
  };
  return { template: "conclusion", letter: conclusion(facts) };
}

async function tellRemedyDate(_context: Context, _tx: Tx, to: CaseLetter, event: EventView) {
  const by = new Date(String(event.body.promisedFor));
  return { template: "remedy-date", letter: remedyDate({ ...to, by }) };
}

async function tellClosing(_context: Context, _tx: Tx, to: CaseLetter, event: EventView) {
  return { template: "closing", letter: closing({ ...to, reason: String(event.body.reason) }) };
}

async function tellPublication(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const number = String(event.body.number);
  const remedies = await remediesOf(context, tx, to.head.caseId);
  const facts = {
    ...to,
    advisoryId: number,
    advisoryUrl: `${context.baseUrl}/publications/${encodeURIComponent(number)}`,
    publishedAt: event.at,
    remediesAvailable: remedies.length > 0 && remedies.every((remedy) => remedy.availableAt),
  };
  return { template: "publication", letter: publicationNotice(facts) };
}

/** Only of a question that is still open: the answer may have come since the warning. */
async function remind(_context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const clocks = await clocksOf(tx, to.head.caseId);
  const waiting = clocks.find((clock) => clock.clockId === event.body.clockId);
  if (waiting?.promise !== "waiting-for-reporter" || !isRunning(waiting)) return undefined;
  const facts = { ...to, askedAt: waiting.startedAt, waitUntil: waiting.dueAt };
  return { template: "reminder", letter: reminder(facts) };
}

async function decisionOf(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const decisions = await decisionsOf(context, tx, to.head.caseId);
  const found = decisions.find((each) => each.decisionId === event.body.decisionId);
  if (!found) throw new Error(`event ${event.eventId} names a decision that is not there`);
  return found;
}

/** Such as "High (CVSS 3.1: 8.1)"; null where it was not scored. */
async function severityOf(context: Context, tx: Tx, caseId: string): Promise<string | null> {
  const own = (await scoresOf(context, tx, caseId)).find((score) => score.source === "own");
  if (!own) return null;
  const band = own.overrideBand ?? own.band;
  const word = band.charAt(0).toUpperCase() + band.slice(1);
  return `${word} (CVSS ${own.cvssVersion}: ${own.overall.toFixed(1)})`;
}
