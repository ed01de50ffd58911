/**
 * Names what let the vulnerability arise, and what is to be done about it (ALE-04, ALE-05). Also on a
 * closed case, where it is often known only then. Never told outside.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { dayIn } from "../../core/clocks/day-in.ts";
import { Refusal } from "../../core/refusal.ts";
import { practices, practiceWords } from "../../core/root-causes/root-cause.ts";
import { isOnCase } from "../../store/cases/leads-reader.ts";
import { insertFollowUp } from "../../store/follow-ups/writer.ts";
import type { CauseBody, CauseWords } from "../../store/root-causes/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const recordRootCause = defineAction({
  deed: "record-root-cause",
  title: "Record the root cause",
  summary: "Names the practice or requirement that failed, and what is to be done about it.",
  path: "/cases/{caseId}/root-causes",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    practice: z.enum(practices).meta({ title: "What failed", words: practiceWords }),
    requirement: z.string().trim().max(300).default("").meta({
      title: "Requirement or rule",
      description: "As your programme calls it, such as a number of its list. May stay empty.",
    }),
    words: z
      .string()
      .trim()
      .min(10, "Say in a sentence how it came about.")
      .max(10_000)
      .meta({ title: "How it came about", description: "Only staff on the case read it." }),
    followUp: z.string().trim().max(2_000).default("").meta({
      title: "What is to be done so that it does not come again",
    }),
    ownerId: z.uuid().optional().meta({ title: "Who sees to it" }),
    dueOn: z.iso.date().optional().meta({ title: "By when" }),
  }),
  async run(context, actor, { caseId, practice, ownerId, dueOn, ...said }) {
    return onCase(context, actor, "record-root-cause", caseId, async (desk) => {
      if (!said.followUp && (ownerId || dueOn)) throw new Refusal("follow-up.nothing");
      const began = dayIn(desk.policy.channels.officeHours.zone, desk.head.openedAt);
      if (dueOn && dueOn < began) throw new Refusal("follow-up.before-case", { day: began });
      if (ownerId && !(await isOnCase(desk.tx, caseId, ownerId))) {
        throw new Refusal("member.not-on-case");
      }
      const body: CauseBody = { practice, ownerId: ownerId ?? null, dueOn: dueOn ?? null };
      const words: CauseWords = said;
      const causeId = await desk.record({
        sideId: staffSide,
        type: "root-cause.recorded",
        body,
        text: { key: desk.caseKey, plain: JSON.stringify(words) },
      });
      if (said.followUp) await insertFollowUp(desk.tx, { caseId, ...body }, causeId);
      return { causeId };
    });
  },
});
