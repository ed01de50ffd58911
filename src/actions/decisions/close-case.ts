/** Closes a case, once the reporter has been told the conclusion or that is recorded as impossible. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import type { CaseFacts } from "../../core/cases/stage.ts";
import { Refusal } from "../../core/refusal.ts";
import { latestOutcome } from "../../store/cases/decision-reader.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { exploitationEvents, hasEvent } from "../../store/events/reader.ts";
import { wasWrittenTo } from "../../store/messages/reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { updateState } from "../../store/state/state-rows.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { type Desk, mustBeOpen, onCase } from "../on-case.ts";

const reasons = [
  "resolved",
  "not-relevant",
  "duplicate",
  "accepted-risk",
  "reporter-unreachable",
  "reporter-opted-out",
  "answered",
  "redirected",
] as const;

/** With these nobody is left to be told. */
const untold: readonly string[] = ["reporter-unreachable", "reporter-opted-out"];

/** A question ends with its answer, a live incident where its sender went: no analysis is concluded. */
const kindOfReason: Readonly<Record<string, string>> = {
  answered: "question",
  redirected: "live-incident",
};

export const closeCase = defineAction({
  deed: "close-case",
  title: "Close the case",
  summary: "Closes a case with its reason; the reporter is told.",
  path: "/cases/{caseId}/closing",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    reason: z.enum(reasons).meta({ title: "Reason" }),
  }),
  async run(context, actor, { caseId, reason }) {
    return onCase(context, actor, "close-case", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const facts = await factsOf(desk.tx, caseId);
      const ended = await endsByKind(desk, reason);
      if (!facts.concluded && !ended && !untold.includes(reason)) {
        throw new Refusal("case.conclusion-owed");
      }
      if (untold.includes(reason) && (await isUnmended(desk.tx, caseId, facts))) {
        throw new Refusal("case.vulnerability-confirmed");
      }
      const eventId = await desk.record({
        sideId: staffSide,
        type: "case.closed",
        body: { reason },
      });
      const change = { closed_at: context.now(), close_reason: reason, last_event_id: eventId };
      await updateState(context, desk.tx, "cases", { case_id: caseId }, change);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { closedAt: context.now().toISOString() };
    });
  },
});

/** Refuses a reason of another kind, and one whose condition is not met yet. */
async function endsByKind({ tx, head, policy }: Desk, reason: string): Promise<boolean> {
  const kind = kindOfReason[reason];
  if (kind === undefined) return false;
  const { caseId, reference } = head;
  if (head.kind !== kind) throw new Refusal("case.other-kind", { reference });
  if (reason === "answered") {
    if (!(await wasWrittenTo(tx, caseId))) throw new Refusal("case.not-answered", { reference });
    return true;
  }
  if (!(await hasEvent(tx, caseId, ["redirect.sent"]))) {
    throw new Refusal("case.not-redirected", { reference });
  }
  // Whoever is sent on may have met a vulnerability of ours: that is not lost with them.
  const { raisesExploitationCheck } = policy.liveIncident;
  if (raisesExploitationCheck && !(await hasEvent(tx, caseId, exploitationEvents))) {
    throw new Refusal("case.exploitation-unsaid", { reference });
  }
  return true;
}

/** Silence closes a question, never a vulnerability that is known and without remedy (ALU-07). */
async function isUnmended(tx: Tx, caseId: string, facts: CaseFacts): Promise<boolean> {
  if ((await latestOutcome(tx, caseId, "conclusion")) !== "confirmed") return false;
  return facts.remediesAvailable === 0 || facts.remediesAvailable < facts.remediesPlanned;
}
