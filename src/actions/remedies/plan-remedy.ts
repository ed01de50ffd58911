/** Plans a remedy; a date that is told becomes a promise with a clock (ALU-10). */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { insertRemedy } from "../../store/remedies/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustHaveVulnerability } from "../scoring/must-have-vulnerability.ts";

const remedyKinds = [
  "configuration-change",
  "workaround",
  "mitigation",
  "patch",
  "maintenance-update",
  "new-version",
  "no-fix-planned",
  "none-available",
] as const;

export const planRemedy = defineAction({
  deed: "plan-remedy",
  title: "Plan remedy",
  summary: "Plans a remedy of a vulnerability: its kind, term, date and how to obtain it.",
  path: "/cases/{caseId}/vulnerabilities/{vulnerabilityId}/remedies",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityId: z.uuid().meta({ title: "Vulnerability" }),
    kind: z.enum(remedyKinds).meta({ title: "Kind" }),
    term: z.enum(["short", "long"]).default("long").meta({
      title: "Term",
      description: "A short-term countermeasure or a longer-term correction.",
    }),
    text: z.string().trim().min(3, "Say what it is.").max(20_000).meta({ title: "What to do" }),
    howToObtain: z.string().trim().max(4_000).default("").meta({ title: "How to obtain it" }),
    promisedFor: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ title: "Available by", description: "The reporter is told this date." }),
  }),
  async run(context, actor, remedy) {
    return onCase(context, actor, "plan-remedy", remedy.caseId, async (desk) => {
      mustBeOpen(desk.head);
      await mustHaveVulnerability(desk.tx, remedy.caseId, remedy.vulnerabilityId);
      const remedyId = context.newId();
      const promisedFor = remedy.promisedFor ? new Date(remedy.promisedFor) : null;
      const reporter = await reporterOf(desk.tx, remedy.caseId);
      const eventId = await desk.record({
        sideId: staffSide,
        type: promisedFor ? "remedy.promised" : "remedy.planned",
        body: { remedyId, kind: remedy.kind, promisedFor: promisedFor?.toISOString() ?? null },
        subjectId: remedyId,
        ...(reporter ? { owedTo: reporter.partyId } : {}),
        ...(promisedFor ? { agreed: promisedFor } : {}),
      });
      const { vulnerabilityId, kind, term } = remedy;
      const text = { text: remedy.text, howToObtain: remedy.howToObtain };
      const row = { remedyId, vulnerabilityId, kind, term, promisedFor, text };
      await insertRemedy(context, desk, row, eventId);
      if (promisedFor)
        await owe(context, desk.tx, "notify", { caseId: remedy.caseId, subjectId: eventId });
      return { remedyId };
    });
  },
});
