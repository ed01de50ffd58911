/** Which letter each event owes: one line an event, one small function a letter. */

import { isRunning } from "../../core/clocks/clock.ts";
import { supportChannelLines } from "../../core/policy/support-channels.ts";
import { remediesStand } from "../../core/remedies/remedy.ts";
import { isLive } from "../../core/reports/live-answer.ts";
import { asksUndertakings, undertakingsAddress } from "../../core/reports/undertakings-told.ts";
import type { LetterValues } from "../../formats/letters/write-letter.ts";
import { letter } from "../../mail/templates/letter.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { permissionViewsOf } from "../../store/identity/permission-reader.ts";
import { wasToldClosing } from "../../store/messages/closing-told-reader.ts";
import { newestReportFrom } from "../../store/messages/correspondence-reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { sendingFactsOf } from "../../store/sending/facts-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { transmissionsOf } from "../../store/transmissions/reader.ts";
import type { CaseLetter } from "./case-letter.ts";
import { decisionLetters } from "./decision-letters.ts";
import { tellForwarding } from "./forwarding-letter.ts";
import { kindLetters } from "./kind-letters.ts";
import { notice, type Write } from "./notice-letter.ts";
import { portalLetters } from "./portal-letters.ts";
import { remedyLetters } from "./remedy-letters.ts";

export const letters: Readonly<Partial<Record<string, Write>>> = {
  ...decisionLetters,
  ...kindLetters,
  ...remedyLetters,
  ...portalLetters,
  "forwarding.noted": tellForwarding,
  "permission.asked": askPermission,
  "transmission.proposed": tellProposal,
  "report.received": acknowledge,
  "party-key.asked": askForKey,
  "case.closed": tellClosing,
  "case.reopened": tellReopening,
  "clock.warned": remind,
  "advisory.published": tellPublication,
};

async function acknowledge(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const { caseId } = to.head;
  const report = await newestReportFrom(context, tx, { caseId, partyId: to.party.partyId });
  const { hasOffer, hasCode } = await sendingFactsOf(tx, caseId, to.party.partyId);
  // Asking for a key is a plain request where the report came encrypted, else an offer.
  const ask = report?.encrypted ? "wanted" : "offered";
  const values: LetterValues = {
    receivedAt: new Date(String(event.body.receivedAt)),
    key: to.party.hasKey ? "known" : hasOffer ? "unconfirmed" : ask,
    code: hasCode ? "yes" : "no",
    answers: to.party.answersBy === "portal" ? "page" : "mail",
    live: isLive(report?.fields ?? {}) ? "yes" : "no",
    supportChannels: supportChannelLines(to.policy, to.language),
    ...undertakings(context, to, report?.undertakings ?? null),
  };
  const problems: readonly unknown[] = Array.isArray(event.body.problems)
    ? event.body.problems
    : [];
  const size = problems.includes("mail.left-in-mailbox") ? "header" : "whole";
  if (to.party.kind !== "coordinator") return notice(to, "acknowledgement", { ...values, size });
  // It acknowledges all the same; what it asks besides is a coordinator's to know.
  const written = letter(to, "notice-acknowledgement", values);
  return { template: "acknowledgement", letter: written };
}

/** For whoever saw no list when they wrote, as by mail (TH-16). */
function undertakings(context: Context, { policy }: CaseLetter, seen: string | null): LetterValues {
  const { strength, version } = policy.reporterUndertakings;
  return {
    undertakings: seen === null && asksUndertakings(policy) ? strength : "none",
    undertakingsVersion: version,
    undertakingsUrl: undertakingsAddress(context.baseUrl, policy),
  };
}

async function askForKey(_context: Context, _tx: Tx, to: CaseLetter) {
  return notice(to, "key-request", {});
}

async function askPermission(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const asked = await permissionViewsOf(context, tx, to.head.caseId);
  const found = asked.find(({ permissionId }) => permissionId === event.body.permissionId);
  // Answered already, on the portal: there is nothing left to ask.
  if (found?.state !== "asked") return undefined;
  return notice(to, "permission-request", { recipient: found.recipient });
}

async function tellProposal(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const all = await transmissionsOf(context, tx, to.head.caseId);
  const found = all.find(({ transmissionId }) => transmissionId === event.body.transmissionId);
  // Taken back or answered already: nothing waits any more.
  return found?.state === "proposed" ? notice(to, "transmission-proposal", {}) : undefined;
}

async function tellClosing(_context: Context, _tx: Tx, to: CaseLetter, event: EventView) {
  return notice(to, "closing", { closed: String(event.body.reason) });
}

/**
 * Only while it stands: a case that is closed again meanwhile has its own letter. And only to whom a letter
 * told the closing: an old case that came in closed told nobody, and this would be the first they hear of us.
 */
async function tellReopening(_context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  if (to.head.closedAt !== null) return undefined;
  const asked = { caseId: to.head.caseId, sideId: to.party.sideId, before: event.seq };
  return (await wasToldClosing(tx, asked)) ? notice(to, "reopening", {}) : undefined;
}

async function tellPublication(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const number = String(event.body.number);
  const remedies = await remediesOf(context, tx, to.head.caseId);
  return notice(to, "publication", {
    advisoryId: number,
    advisoryUrl: `${context.baseUrl}/publications/${encodeURIComponent(number)}`,
    publishedAt: event.at,
    remedies: remediesStand(remedies),
  });
}

/** Only of a question that is still open: the answer may have come since the warning. */
async function remind(_context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const clocks = await clocksOf(tx, to.head.caseId);
  const waiting = clocks.find((clock) => clock.clockId === event.body.clockId);
  if (waiting?.promise !== "waiting-for-reporter" || !isRunning(waiting)) return undefined;
  const waitedMs = to.now.getTime() - waiting.startedAt.getTime();
  return notice(to, "reminder", {
    askedAt: waiting.startedAt,
    daysWaited: Math.max(0, Math.floor(waitedMs / 86_400_000)),
    ...(waiting.dueAt ? { waiting: "until", answerBy: waiting.dueAt } : { waiting: "open" }),
  });
}
