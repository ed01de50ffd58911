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
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { heldAnywhere } from "./held-anywhere.ts";

const scopes = ["report", "messages", "file", "content"] as const;

export const orderErasure = defineAction({
  deed: "order-erasure",
  title: "Order an erasure",
  summary: "Orders that something of a case is erased; a second person confirms it.",
  path: "/cases/{caseId}/erasures",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    scope: z.enum(scopes).meta({
      title: "What to erase",
      words: {
        report: "A report with its files",
        messages: "The messages with a party",
        file: "One file",
        content: "All content of the case",
      },
    }),
    subjectId: z.uuid().optional().meta({
      title: "Which one",
      description: "The report, party or file; left out where all content of the case is meant.",
    }),
    reason: z.string().trim().min(1).max(2_000).meta({
      title: "Reason",
      description: "Why it must not be kept. Only staff of the case read it.",
    }),
  }),
  async run(context, actor, { caseId, scope, subjectId = caseId, reason }) {
    if (await heldAnywhere(context, caseId, null)) throw new Refusal("retention.held");
    return onCase(context, actor, "order-erasure", caseId, async (desk) => {
      const { tx, head, caseKey, record } = desk;
      const subject = { caseId, scope, subjectId: scope === "content" ? caseId : subjectId };
      const [found] = await objectsOf(tx, subject);
      if (!found) throw new Refusal("retention.nothing");
      if (await openErasure(tx, subject)) throw new Refusal("retention.over");
      const erasureId = context.newId();
      const eventId = await record({
        sideId: staffSide,
        type: "erasure.ordered",
        body: { erasureId, scope, subjectId: subject.subjectId },
        text: { key: caseKey, plain: reason },
      });
      await insertErasure(
        context,
        tx,
        {
          ...{ erasureId, ...subject, reason: "order", clause: null, state: "confirmed" },
          sideId: found.sideId,
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
