/** The letters that tell a party what was decided, with its reasons: one small function a letter. */
import { leavesUnmended } from "../../core/decisions/reasons.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import { scoresOf } from "../../store/scoring/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";
import { duplicateLetter, duplicateLetters } from "./duplicate-letters.ts";
import { notice, type Write } from "./notice-letter.ts";
import { partLetters } from "./part-letters.ts";

export const decisionLetters: Readonly<Record<string, Write>> = {
  ...duplicateLetters,
  ...partLetters,
  "relevancy.decided": tellRelevancy,
  "analysis.concluded": tellConclusion,
  "objection.answered": answerObjection,
  "reproduction.recorded": tellInvestigation,
};

/** A duplicate is told in words of its own; it is the decision on relevancy all the same. */
async function tellRelevancy(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const decision = await decisionOf(context, tx, to, event);
  const { outcome, reasons, explanation, standing, rulingId } = decision;
  // Taken back within the time that it waited, it does not leave.
  if (standing !== null) return undefined;
  if (decision.details.noReplyClass) return tellNoReply(to, decision.details.noReplyClass);
  if (rulingId) return notice(to, "ruling", { explanation: explanation.trim() });
  if (outcome === "not-relevant" && reasons.includes("duplicate")) {
    return duplicateLetter(tx, to, explanation);
  }
  return notice(to, "relevancy", { decision: outcome, explanation: explanation.trim() });
}

/** The one automatic answer to a class of reports, in the policy's words (VEN-37). */
function tellNoReply(to: CaseLetter, named: string) {
  const found = to.policy.responses.noReplyClasses.find(({ name }) => name === named);
  if (!found) throw new Error(`the policy of ${to.reference} names no class ${named}`);
  return notice(to, "no-reply", { classText: inLanguage(found.says, to.language) });
}

async function tellConclusion(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const { outcome, explanation, standing } = await decisionOf(context, tx, to, event);
  // A letter that is tried again late tells nothing that was taken back meanwhile.
  if (standing !== null) return undefined;
  return notice(to, "conclusion", {
    outcome: leavesUnmended(outcome) ? "not-mended" : outcome,
    explanation: explanation.trim(),
    severity: (await severityOf(context, tx, to)) ?? "none",
  });
}

/** The first look confirms the report: its reporter learns of the investigation (TH-13). */
async function tellInvestigation(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const { details } = await decisionOf(context, tx, to, event);
  const { toReporter } = details;
  return toReporter ? notice(to, "investigation", { explanation: toReporter }) : undefined;
}

async function answerObjection(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const all = await objectionsOf(context, tx, to.head.caseId);
  const found = all.find(({ objectionId }) => objectionId === event.body.objectionId);
  if (!found?.answer) throw new Error(`event ${event.eventId} names an answer that is not there`);
  return notice(to, "objection-answer", {
    objection: found.state,
    explanation: found.answer.trim(),
  });
}

async function decisionOf(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const decisions = await decisionsOf(context, tx, to.head.caseId);
  const found = decisions.find((each) => each.decisionId === event.body.decisionId);
  if (!found) throw new Error(`event ${event.eventId} names a decision that is not there`);
  return found;
}

/** Such as "High (CVSS 3.1: 8.1)", in the policy's word for it; null where it was not scored. */
async function severityOf(context: Context, tx: Tx, to: CaseLetter): Promise<string | null> {
  const own = (await scoresOf(context, tx, to.head.caseId)).find(({ source }) => source === "own");
  if (!own) return null;
  const name = own.overrideBand ?? own.band;
  const band = to.policy.scoring.bands.find((each) => each.name === name);
  const word = inLanguage(band?.label ?? name, to.language);
  return `${word} (CVSS ${own.cvssVersion}: ${own.overall.toFixed(1)})`;
}
