/**
 * Asks a party whether one recipient may learn who it is. Until the party itself says yes, the name
 * guard keeps its name out of all that this recipient gets (TH-24).
 */
import { z } from "zod";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { insertPermission } from "../../store/identity/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityOf, partiesOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

const vault: Actor = { kind: "system", task: "ask-permission" };

export const askPermission = defineAction({
  deed: "ask-permission",
  title: "Ask for permission",
  summary: "Asks a party whether one recipient may learn who it is.",
  path: "/cases/{caseId}/permissions",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Whom to ask" }),
    recipientId: z.uuid().optional().meta({
      title: "Party that would learn it",
      description: "Left out for somebody who is no party of this case.",
    }),
    recipient: z.string().trim().min(5, "Say who would learn it, and why.").max(1_000).meta({
      title: "Who would learn it, and what for",
      description: "The reporter reads these words and answers them.",
    }),
  }),
  async run(context, actor, { caseId, partyId, recipientId, recipient }) {
    const isKnown = await hasIdentity(context, partyId);
    return onCase(context, actor, "ask-permission", caseId, async (desk) => {
      const parties = await partiesOf(desk.tx, caseId);
      const party = parties.find((each) => each.partyId === partyId);
      const other = parties.some((each) => each.partyId === recipientId);
      if (!party || (recipientId && (!other || recipientId === partyId))) {
        throw new Refusal("party.unknown");
      }
      // Who stays unnamed is not asked for a name by this door either (VEN-23).
      if (!isKnown) throw new Refusal("permission.nothing-known", { party: party.pseudonym });
      if (desk.policy.thirdParty.forwardIdentity === "never") throw new Refusal("permission.never");
      const permissionId = context.newId();
      const entryId = context.newId();
      const eventId = await desk.record({
        sideId: party.sideId,
        type: "permission.asked",
        body: { permissionId, entryId, partyId, recipientId: recipientId ?? null },
      });
      const entry = { entryId, permissionId, caseId, partyId, recipientId: recipientId ?? null };
      const partyKey = await keyOf(context, desk.tx, party.sideId);
      const asked = { ...entry, recipient, state: "asked" as const };
      await insertPermission(context, desk.tx, asked, partyKey, eventId);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { permissionId };
    });
  },
});

/** Whether there is anything that could be passed on; what it is stays in the vault. */
async function hasIdentity(context: Context, partyId: string): Promise<boolean> {
  const identity = await context.transaction(vault, (tx) => identityOf(context, tx, partyId));
  const { name, handle, organisation, email, telephone } = identity ?? {};
  return [name, handle, organisation, email, telephone].some(Boolean);
}
