/** Takes the owner's name off a case: nobody answers for it until somebody takes it. Nobody leaves the case by it. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const releaseCase = defineAction({
  deed: "release-case",
  title: "Leave without an owner",
  summary:
    "Takes the owner's name off a case, so that it stands among those that nobody answers for.",
  path: "/cases/{caseId}/owner/release",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return onCase(context, actor, "release-case", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const { ownerId } = desk.head;
      if (ownerId === null) throw new Refusal("case.no-owner");
      const body = { before: ownerId };
      const eventId = await desk.record({ sideId: staffSide, type: "case.released", body });
      const change = { owner_id: null, last_event_id: eventId };
      await updateState(context, desk.tx, "cases", { case_id: caseId }, change);
      return { before: ownerId };
    });
  },
});
