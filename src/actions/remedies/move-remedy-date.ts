/** Sets or moves the date of a remedy; a slip is told with its reason before the old date passes (ALU-10). */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { interests, interestWords } from "../../core/decisions/interests.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { dateMove, type RemedyState } from "../../core/remedies/remedy.ts";
import { owe } from "../../store/outbox/writer.ts";
import { changeRemedy } from "../../store/remedies/writer.ts";
import { defineAction } from "../action.ts";
import { asOfField, markOf, mustBeAsOf } from "../as-of.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { owedTo, remedyOf } from "./on-remedy.ts";

/** The mark of the date that stands: what else changes about the remedy is no matter. */
export function datedAs({ promisedFor }: Pick<RemedyState, "promisedFor">): string {
  return markOf(promisedFor?.toISOString() ?? null);
}

export const moveRemedyDate = defineAction({
  deed: "move-remedy-date",
  title: "Save the date",
  summary:
    "Sets or moves the promised date of a remedy; the reporter is told it, and why it slips.",
  path: "/cases/{caseId}/remedies/{remedyId}/date",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    remedyId: z.uuid().meta({ title: "Remedy" }),
    promisedFor: z.iso
      .datetime({ offset: true })
      .meta({ title: "Available by", description: "The reporter is told this date." }),
    reason: z.string().trim().max(4_000).default("").meta({
      title: "Why it moves",
      description: "Obligatory when the date comes later than the one told. The reporter reads it.",
    }),
    interest: z
      .enum(interests)
      .optional()
      .meta({ title: "Whose interest does it serve?", words: interestWords }),
    asOf: asOfField,
  }),
  async run(context, actor, { caseId, remedyId, promisedFor, reason, interest = null, asOf }) {
    return onCase(context, actor, "move-remedy-date", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const before = await remedyOf(context, desk, remedyId);
      // Whoever was told one date is not told another by somebody who did not know of it.
      mustBeAsOf(asOf, datedAs(before));
      const next = new Date(promisedFor);
      const move = dateMove(before, next, context.now());
      if (move === "slip" && reason.length < 10) throw new Refusal("remedy.slip-reason");
      const to = next.toISOString();
      const formerly = before.promisedFor?.toISOString() ?? null;
      const eventId = await desk.record({
        sideId: staffSide,
        type: "remedy.promised",
        body: { remedyId, kind: before.kind, promisedFor: to, formerly, interest },
        ...(reason ? { text: { key: desk.caseKey, plain: reason } } : {}),
        ...(await owedTo(desk, remedyId)),
        agreed: next,
      });
      const at = context.now().toISOString();
      const moved = formerly ? [{ formerly, to, reason, interest, at, by: staffIdOf(actor) }] : [];
      const change = { promisedFor: next, dates: [...before.dates, ...moved] };
      await changeRemedy(context, desk, before, change, eventId);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      await owe(context, desk.tx, "tell-followers", { caseId, subjectId: eventId });
      return { remedyId, promisedFor: to };
    });
  },
});
