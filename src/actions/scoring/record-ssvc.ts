/**
 * Keeps the answers to one of SSVC's tables with what they advise, their author and reason. It is
 * advice: no promise, severity or stage follows from it.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { decide, tableOf, unknownAnswers } from "../../core/ssvc/decide.ts";
import { ssvcTables } from "../../core/ssvc/tables.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { mustHaveVulnerability } from "./must-have-vulnerability.ts";

const ids = ssvcTables.map(({ id }) => id) as [string, ...string[]];
const words = Object.fromEntries(ssvcTables.map(({ id, name }) => [id, name]));

export const recordSsvc = defineAction({
  deed: "record-ssvc",
  title: "Keep the answers",
  summary: "Records answers to a decision table of SSVC and what it advises.",
  path: "/cases/{caseId}/vulnerabilities/{vulnerabilityId}/ssvc",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityId: z.uuid().meta({ title: "Vulnerability" }),
    table: z.enum(ids).meta({ title: "Table", words }),
    answers: z
      .array(
        z.object({
          point: z.string().max(40).meta({ title: "Question" }),
          value: z.string().max(10).default("").meta({ title: "Answer" }),
        }),
      )
      .max(20)
      .meta({
        title: "Answers",
        description: "Keys of the standard: ssvc:E:1.1.0 and A. Empty: not answered.",
      }),
    reason: z.string().trim().max(4_000).default("").meta({
      title: "What the answers rest on",
      description: "It is sealed; staff on the case read it.",
    }),
  }),
  async run(context, actor, { caseId, vulnerabilityId, table: id, answers, reason }) {
    return onCase(context, actor, "record-ssvc", caseId, async (desk) => {
      const { table, given } = readAnswers(id, answers);
      const { outcome, possible } = decide(table, given);
      await mustHaveVulnerability(desk.tx, caseId, vulnerabilityId);
      await desk.record({
        sideId: staffSide,
        type: "ssvc.answered",
        body: {
          vulnerabilityId,
          table: id,
          version: table.version,
          answers: given,
          outcome: outcome?.key ?? null,
        },
        ...(reason ? { text: { key: desk.caseKey, plain: reason } } : {}),
      });
      return { outcome: outcome?.name ?? null, possible: possible.map(({ name }) => name) };
    });
  },
});

/** Refuses with ssvc.unknown what the table does not ask, with ssvc.nothing what answers nothing. */
function readAnswers(id: string, answers: readonly { point: string; value: string }[]) {
  const table = tableOf(id);
  if (!table) throw new Error(`no table is called ${id}`);
  const given = Object.fromEntries(
    answers.filter(({ value }) => value !== "").map(({ point, value }) => [point, value]),
  );
  const unknown = unknownAnswers(table, given);
  if (unknown.length > 0) throw new Refusal("ssvc.unknown", { answers: unknown.join(", ") });
  if (Object.keys(given).length === 0) throw new Refusal("ssvc.nothing");
  return { table, given };
}
