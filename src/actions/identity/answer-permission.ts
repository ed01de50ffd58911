/** A party gives, refuses or takes back its permission for one recipient; it may change its mind. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { permissionViewsOf } from "../../store/identity/permission-reader.ts";
import { insertPermission } from "../../store/identity/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";

export const answerPermission = defineAction({
  deed: "answer-permission",
  title: "Save",
  summary: "Gives, refuses or takes back the permission for one recipient to learn who a party is.",
  path: "/cases/{caseId}/permissions/{permissionId}/answer",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    permissionId: z.uuid().meta({ title: "Question" }),
    allow: z.enum(["yes", "no"]).meta({
      title: "May they learn who you are?",
      words: { yes: "Yes", no: "No" },
    }),
  }),
  async run(context, actor, { caseId, permissionId, allow }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "answer-permission", await membershipOf(tx, caseId));
      if (actor.kind !== "outsider") throw new Error("only a party answers for itself");
      const asked = await permissionViewsOf(context, tx, caseId);
      const found = asked.find(
        (each) => each.permissionId === permissionId && each.partyId === actor.id,
      );
      if (!found) throw new Refusal("permission.unknown");
      const refused = found.state === "given" ? "withdrawn" : "refused";
      const state = allow === "yes" ? "given" : refused;
      const isSaidAlready =
        allow === "yes"
          ? found.state === "given"
          : found.state !== "asked" && found.state !== "given";
      if (isSaidAlready) return { permissionId, state: found.state };
      const entryId = context.newId();
      const eventId = await appendEvent(context, tx, {
        caseId,
        sideId: actor.side,
        type: `permission.${state}`,
        body: { permissionId, entryId, partyId: actor.id },
      });
      const { recipientId, recipient } = found;
      const entry = { entryId, permissionId, caseId, partyId: actor.id, recipientId, recipient };
      const partyKey = await keyOf(context, tx, actor.side);
      await insertPermission(context, tx, { ...entry, state }, partyKey, eventId);
      await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
      return { permissionId, state };
    });
  },
});
