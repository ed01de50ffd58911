/**
 * Takes a report out of a case that held it too by mistake: its staff read it there no more. The thread, the
 * files, the dates, the promises and who reported were never moved, so that all of them stand as they stood.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { partsOf } from "../../store/links/parts-reader.ts";
import { sharedReportIds } from "../../store/links/reader.ts";
import { unlinkReport } from "../../store/links/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { reasonField } from "../people/reason-field.ts";
import { type CaseSide, onTwoCases } from "../references/on-two-cases.ts";
import { linkedBy } from "./which-link.ts";

export const takeReportBack = defineAction({
  deed: "take-report-back",
  title: "Take it out again",
  summary: "Takes a report out of another case that held it too; nothing of it had moved.",
  path: "/cases/{caseId}/links/{linkId}/report/removal",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case that the report came to" }),
    linkId: z.uuid().meta({ title: "Link to the case that holds it too" }),
    reason: reasonField(
      "Why it is taken out",
      "Say why it is taken out.",
      "Staff of both cases read it. Name nobody: the other case does not know who reported.",
    ),
  }),
  async run(context, actor, { caseId, linkId, reason }) {
    const into = async (tx: Tx) => (await linkedBy(tx, caseId, linkId)).caseId;
    return onTwoCases(context, actor, "take-report-back", { caseId, into }, async (from, other) => {
      const reports = await takeOut(context, from, other, reason);
      if (reports === 0) throw new Refusal("link.not-held");
      return { reports };
    });
  },
});

/** How many reports were taken out; nothing is recorded where the other case holds none. */
export async function takeOut(
  context: Context,
  from: CaseSide,
  other: CaseSide,
  reason: string,
): Promise<number> {
  const [own, others] = [from.head.caseId, other.head.caseId];
  const reportIds = await sharedReportIds(from.tx, own, others);
  if (reportIds.length === 0) return 0;
  const saidIn = async (side: CaseSide) => ({
    sideId: staffSide,
    text: { key: await keyOf(context, side.tx, side.head.caseId), plain: reason },
  });
  for (const reportId of reportIds) {
    await other.record({
      ...(await saidIn(other)),
      type: "report.taken-out",
      body: { reportId },
    });
    await unlinkReport(other.tx, others, reportId);
  }
  const body = { reports: reportIds.length };
  await from.record({ ...(await saidIn(from)), type: "report.taken-back", body });
  await tellOfPart(context, from, other.head.reference);
  return reportIds.length;
}

/** Told that a part of their report had that case, whoever reported is told that it has none. */
async function tellOfPart(
  context: Context,
  { tx, head, record }: CaseSide,
  reference: string,
): Promise<void> {
  const { caseId } = head;
  if (!(await partsOf(tx, caseId)).some((part) => part.reference === reference)) return;
  const reporter = await reporterOf(tx, caseId);
  if (!reporter) return;
  const { partyId, sideId } = reporter;
  const told = await record({ sideId, type: "part.ended", body: { partyId, reference } });
  await owe(context, tx, "notify", { caseId, subjectId: told });
}
