/** A person outside asks that what we hold about them is erased. It becomes due for those who answer for law. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { requestDue } from "../../core/retention/due.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { partyCaseOf } from "../../store/portal/party-case-reader.ts";
import { openErasure } from "../../store/retention/erasure-reader.ts";
import { insertErasure } from "../../store/retention/erasure-writer.ts";
import { objectsOf } from "../../store/retention/objects-reader.ts";
import { defineAction } from "../action.ts";

export const requestErasure = defineAction({
  deed: "request-erasure",
  title: "Ask to erase my data",
  summary: "Asks that what is held about the party who asks is erased.",
  path: "/cases/{caseId}/erasure-requests",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "request-erasure", await membershipOf(tx, caseId));
      const party = actor.kind === "outsider" ? await partyCaseOf(tx, actor.id) : undefined;
      if (actor.kind !== "outsider" || !party) throw new Refusal("access.not-found");
      const subject = { caseId, scope: "identity" as const, subjectId: actor.id };
      const open = await openErasure(tx, subject);
      if (open) {
        const date = open.dueAt.toISOString().slice(0, 10);
        throw new Refusal(open.reason === "request" ? "retention.asked" : "retention.coming", {
          date,
        });
      }
      if ((await objectsOf(tx, subject)).length === 0) throw new Refusal("retention.nothing");
      const policy =
        context.policies.find(({ version }) => version === party.policyVersion) ??
        context.policies.at(-1);
      if (!policy) throw new Error("no policy is loaded");
      const erasureId = context.newId();
      const dueAt = requestDue(policy, context.now());
      const eventId = await appendEvent(context, tx, {
        caseId,
        sideId: actor.side,
        type: "erasure.requested",
        body: { erasureId, partyId: actor.id, dueAt: dueAt.toISOString() },
      });
      await insertErasure(
        context,
        tx,
        {
          ...{ erasureId, ...subject, sideId: actor.side, reason: "request", clause: null },
          ...{ policyVersion: policy.version, state: "requested", dueAt },
        },
        eventId,
      );
      return { erasureId, dueAt: dueAt.toISOString() };
    });
  },
});
