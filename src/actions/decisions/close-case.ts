/** Closes a case, once what its kind comes to is done or is recorded as impossible. */
import { z } from "zod";
import { closeReasons, mustBeToClose } from "../../core/cases/closing.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const closeCase = defineAction({
  deed: "close-case",
  title: "Close the case",
  summary: "Closes a case with its reason; the reporter is told.",
  path: "/cases/{caseId}/closing",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    reason: z.enum(closeReasons).meta({ title: "Reason" }),
  }),
  async run(context, actor, { caseId, reason }) {
    return onCase(context, actor, "close-case", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const { reference } = desk.head;
      const { raisesExploitationCheck } = desk.policy.liveIncident;
      const facts = await factsOf(desk.tx, caseId, desk.policy);
      mustBeToClose(facts, reason, { reference, raisesExploitationCheck });
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
