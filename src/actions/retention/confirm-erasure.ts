/** A colleague's yes to an erasure that is due or ordered. Content takes two people; the worker erases. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { confirmed } from "../../core/retention/erasure.ts";
import { owe } from "../../store/outbox/writer.ts";
import { lockErasure } from "../../store/retention/erasure-reader.ts";
import { updateErasure } from "../../store/retention/erasure-writer.ts";
import { defineAction } from "../action.ts";
import { heldAnywhere } from "./held-anywhere.ts";
import { onKeptCase } from "./on-kept-case.ts";

export const confirmErasure = defineAction({
  deed: "confirm-erasure",
  title: "Confirm the erasure",
  summary: "Says yes to an erasure that is due; content needs a second person.",
  path: "/cases/{caseId}/erasures/{erasureId}/confirmation",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    erasureId: z.uuid().meta({ title: "Erasure" }),
  }),
  async run(context, actor, { caseId, erasureId }) {
    return onKeptCase(context, actor, "confirm-erasure", caseId, async ({ tx, record }) => {
      const erasure = await lockErasure(tx, caseId, erasureId);
      if (!erasure) throw new Refusal("retention.unknown");
      // A request is answered by telling the person: that deed erases them.
      if (erasure.state === "requested") throw new Refusal("retention.unknown");
      const personId = staffIdOf(actor);
      const now = context.now();
      const party = erasure.scope === "identity" ? erasure.subjectId : null;
      const held = await heldAnywhere(context, caseId, party);
      const state = confirmed(erasure, { personId, held, now });
      const { scope, subjectId } = erasure;
      const eventId = await record({
        sideId: staffSide,
        type: state === "approved" ? "erasure.approved" : "erasure.confirmed",
        body: { erasureId, scope, subjectId },
      });
      const by =
        state === "approved"
          ? { approved_by: personId, approved_at: now }
          : { confirmed_by: personId, confirmed_at: now };
      await updateErasure(context, tx, erasureId, { state, ...by }, eventId);
      if (state === "approved") await owe(context, tx, "erase", { caseId, subjectId: erasureId });
      return { state };
    });
  },
});
