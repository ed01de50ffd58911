/**
 * Orders that a person's identity is erased: here, and in every other case that the same address
 * wrote to. They are told first; the worker erases once the letter has left. Refused while a hold stands.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { type ErasureRow, openErasure } from "../../store/retention/erasure-reader.ts";
import { insertErasure, updateErasure } from "../../store/retention/erasure-writer.ts";
import { objectsOf } from "../../store/retention/objects-reader.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { heldAnywhere } from "./held-anywhere.ts";
import { tellPerson } from "./tell-person.ts";

const granted =
  "You are hearing from us for the last time by this address: your name, your addresses and your keys " +
  "are being erased from this case and from every other that you wrote to us about. What you found " +
  "stays on record without you; what was published stays published. This cannot be undone.";

export const erasePerson = defineAction({
  deed: "erase-person",
  title: "Erase the person",
  summary: "Erases a person's identity here and wherever the same address wrote to us.",
  path: "/cases/{caseId}/parties/{partyId}/erasure",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Person" }),
    reason: z.string().trim().min(1).max(2_000).meta({
      title: "Reason",
      description: "Their request, and how you know that it is theirs. Staff of the case read it.",
    }),
  }),
  async run(context, actor, { caseId, partyId, reason }) {
    const isHeld = await heldAnywhere(context, caseId, partyId);
    return onCase(context, actor, "erase-person", caseId, async (desk) => {
      // Only now: who may not know of the case may not hear of its hold either.
      if (isHeld) throw new Refusal("retention.held");
      const party = (await partiesOf(desk.tx, caseId)).find((each) => each.partyId === partyId);
      if (!party) throw new Refusal("party.unknown");
      const subject = { caseId, scope: "identity" as const, subjectId: partyId };
      if ((await objectsOf(desk.tx, subject)).length === 0) throw new Refusal("retention.nothing");
      const open = await openErasure(desk.tx, subject);
      if (open?.state === "approved") throw new Refusal("retention.over");
      const erasureId = open?.erasureId ?? context.newId();
      const eventId = await desk.record({
        sideId: staffSide,
        type: "erasure.approved",
        body: { erasureId, scope: "identity", subjectId: partyId },
        text: { key: desk.caseKey, plain: reason },
      });
      const approvedBy = staffIdOf(actor);
      await approve(
        context,
        desk,
        { erasureId, approvedBy, open, sideId: party.sideId, ...subject },
        eventId,
      );
      await tellPerson(context, actor, desk, party, granted);
      await owe(context, desk.tx, "erase", { caseId, subjectId: erasureId });
      return { erasureId };
    });
  },
});

async function approve(
  context: Context,
  { tx, head }: Desk,
  of: Pick<ErasureRow, "erasureId" | "caseId" | "scope" | "subjectId" | "sideId"> & {
    approvedBy: string;
    open: ErasureRow | undefined;
  },
  eventId: EventId,
): Promise<void> {
  const { open, ...erasure } = of;
  const now = context.now();
  if (open) {
    const change = { state: "approved", approved_by: of.approvedBy, approved_at: now };
    await updateErasure(context, tx, of.erasureId, change, eventId);
    return;
  }
  const { policyVersion } = head;
  await insertErasure(
    context,
    tx,
    { ...erasure, reason: "order", clause: null, policyVersion, state: "approved", dueAt: now },
    eventId,
  );
}
