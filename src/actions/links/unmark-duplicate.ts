/**
 * Takes back that a case follows an earlier one: it stands by itself again, open and with all that is its
 * own, its relevancy is decided anew, the earlier case holds its report no more, and its reporter is told
 * where they were told of the other.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { settleDecision } from "../../store/cases/decision-writer.ts";
import type { CaseHead } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { knownOf } from "../../store/links/reader.ts";
import { endLink } from "../../store/links/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { reopen } from "../decisions/reopen-case.ts";
import { type Desk, mustBeOpen } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { onTwoCases } from "../references/on-two-cases.ts";
import { deskOf } from "./desk-of.ts";
import { takeOut } from "./take-report-back.ts";
import { followedBy } from "./which-link.ts";

export const unmarkDuplicate = defineAction({
  deed: "unmark-duplicate",
  title: "It stands by itself again",
  summary: "Takes back that a case follows an earlier one; the reporter is told.",
  path: "/cases/{caseId}/duplicate/undo",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    reason: reasonField(
      "Why it is no duplicate",
      "Say why it is no duplicate.",
      "Staff on the case read it.",
    ),
  }),
  async run(context, actor, { caseId, reason }) {
    const into = async (tx: Tx) => (await followedBy(tx, caseId)).caseId;
    return onTwoCases(context, actor, "unmark-duplicate", { caseId, into }, async (from, other) => {
      mustBeOpenOrDuplicate(from.head);
      const desk = await deskOf(context, from);
      const { linkId } = await followedBy(from.tx, caseId);
      const eventId = await from.record({
        sideId: staffSide,
        type: "duplicate.unmarked",
        body: { caseLinkId: linkId },
        text: { key: desk.caseKey, plain: reason },
      });
      await endLink(context, from.tx, { linkId, endedBy: staffIdOf(actor) }, eventId);
      await takeDecisionBack(context, desk);
      if (from.head.closedAt) await reopen(context, desk, reason);
      await takeOut(context, from, other, reason);
      await tellReporter(context, desk);
      return { linkId };
    });
  },
});

/** Closed as what it is not, it is opened again with this; closed for another reason, by a deed of its own. */
function mustBeOpenOrDuplicate(head: CaseHead): void {
  if (!closedAsDuplicate.has(head.closeReason ?? "")) mustBeOpen(head);
}

const closedAsDuplicate = new Set(["duplicate", "not-relevant"]);

/** What rests on the link does not stand without it; a proposal of it waits for nobody any more. */
async function takeDecisionBack(context: Context, desk: Desk): Promise<void> {
  const all = await decisionsOf(context, desk.tx, desk.head.caseId);
  const resting = all.filter(
    ({ kind, reasons, standing }) =>
      kind === "relevancy" &&
      reasons.includes("duplicate") &&
      (standing === null || standing === "proposed"),
  );
  for (const { decisionId } of resting) {
    const eventId = await desk.record({
      sideId: staffSide,
      type: "decision.taken-back",
      body: { decisionId },
    });
    await settleDecision(context, desk.tx, decisionId, { standing: "taken-back" }, eventId);
  }
}

async function tellReporter(context: Context, { tx, head, record }: Desk): Promise<void> {
  const { caseId } = head;
  const reporter = (await knownOf(tx, caseId)) && (await reporterOf(tx, caseId));
  if (!reporter) return;
  const { partyId, sideId } = reporter;
  const told = await record({ sideId, type: "duplicate.ended", body: { partyId } });
  await owe(context, tx, "notify", { caseId, subjectId: told });
}
