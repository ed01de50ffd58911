/** Plans a remedy; a date that is told becomes a promise with a clock (ALU-10). */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { mustBeToCome } from "../../core/remedies/remedy.ts";
import { owe } from "../../store/outbox/writer.ts";
import { insertRemedy } from "../../store/remedies/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustHaveVulnerability } from "../scoring/must-have-vulnerability.ts";
import { mustFit, owedTo } from "./on-remedy.ts";
import { remedyFields } from "./remedy-input.ts";

export const planRemedy = defineAction({
  deed: "plan-remedy",
  title: "Plan remedy",
  summary: "Plans a remedy of a vulnerability: its kind, term, date and how to obtain it.",
  path: "/cases/{caseId}/vulnerabilities/{vulnerabilityId}/remedies",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityId: z.uuid().meta({ title: "Vulnerability" }),
    ...remedyFields,
    promisedFor: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ title: "Available by", description: "The reporter is told this date." }),
  }),
  async run(context, actor, remedy) {
    return onCase(context, actor, "plan-remedy", remedy.caseId, async (desk) => {
      mustBeOpen(desk.head);
      await mustHaveVulnerability(desk.tx, remedy.caseId, remedy.vulnerabilityId);
      await mustFit(desk.tx, remedy.caseId, remedy);
      const remedyId = context.newId();
      const promisedFor = promisedDate(remedy, context.now());
      const eventId = await desk.record({
        sideId: staffSide,
        type: promisedFor ? "remedy.promised" : "remedy.planned",
        body: { remedyId, kind: remedy.kind, promisedFor: promisedFor?.toISOString() ?? null },
        ...(await owedTo(desk, remedyId)),
        ...(promisedFor ? { agreed: promisedFor } : {}),
      });
      const { vulnerabilityId, kind, term, howToObtain, productIds } = remedy;
      const nothingYet = { dates: [], tests: [], withdrawalReason: "" };
      const text = { text: remedy.text, howToObtain, productIds, ...nothingYet };
      const ownerId = remedy.ownerId ?? null;
      const row = { remedyId, vulnerabilityId, kind, term, promisedFor, ownerId, text };
      await insertRemedy(context, desk, row, eventId);
      const about = { caseId: remedy.caseId, subjectId: eventId };
      if (promisedFor) await owe(context, desk.tx, "notify", about);
      if (promisedFor) await owe(context, desk.tx, "tell-followers", about);
      return { remedyId };
    });
  },
});

/** Refuses with remedy.no-date or remedy.date-past a date that nobody can keep. */
function promisedDate(
  { kind, promisedFor }: { readonly kind: string; readonly promisedFor?: string | undefined },
  now: Date,
): Date | null {
  if (!promisedFor) return null;
  mustBeToCome(kind);
  const date = new Date(promisedFor);
  if (date <= now) throw new Refusal("remedy.date-past");
  return date;
}
