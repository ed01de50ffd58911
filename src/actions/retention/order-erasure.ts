/**
 * Orders that a report, a party's messages, a file or all content of a case is erased, whatever the
 * policy's terms. A second person has to confirm it before anything goes.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { openErasure } from "../../store/retention/erasure-reader.ts";
import { insertErasure } from "../../store/retention/erasure-writer.ts";
import { objectsOf } from "../../store/retention/objects-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { heldAnywhere } from "./held-anywhere.ts";

const scopes = ["content", "report", "messages", "file"] as const;

export const orderErasure = defineAction({
  deed: "order-erasure",
  title: "Order an erasure",
  summary: "Orders that something of a case is erased; a second person confirms it.",
  path: "/cases/{caseId}/erasures",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    subjectId: z.uuid().meta({
      title: "What to erase",
      description:
        "A report with its files, the messages of a party, a file, or the case for all of its content.",
    }),
    reason: z.string().trim().min(1).max(2_000).meta({
      title: "Reason",
      description: "Why it must not be kept. Only staff of the case read it.",
    }),
  }),
  async run(context, actor, { caseId, subjectId, reason }) {
    const isHeld = await heldAnywhere(context, caseId, null);
    return onCase(context, actor, "order-erasure", caseId, async (desk) => {
      // Only now: who may not know of the case may not hear of its hold either.
      if (isHeld) throw new Refusal("retention.held");
      const { tx, head, caseKey, record } = desk;
      const found = await subjectOf(tx, caseId, subjectId);
      if (!found) throw new Refusal("retention.nothing");
      const { scope, sideId } = found;
      const subject = { caseId, scope, subjectId };
      if (await openErasure(tx, subject)) throw new Refusal("retention.over");
      const erasureId = context.newId();
      const eventId = await record({
        sideId: staffSide,
        type: "erasure.ordered",
        body: { erasureId, scope, subjectId },
        text: { key: caseKey, plain: reason },
      });
      await insertErasure(
        context,
        tx,
        {
          ...{ erasureId, ...subject, reason: "order", clause: null, state: "confirmed" },
          sideId,
          policyVersion: head.policyVersion,
          dueAt: context.now(),
          confirmedBy: staffIdOf(actor),
        },
        eventId,
      );
      return { erasureId };
    });
  },
});

/** What an id names in this case, as far as something of it is left. */
async function subjectOf(tx: Tx, caseId: string, subjectId: string) {
  for (const scope of scopes) {
    const [first] = await objectsOf(tx, { caseId, scope, subjectId });
    if (first) return { scope, sideId: scope === "content" ? staffSide : first.sideId };
  }
  return undefined;
}
