/**
 * Lets the case that another one follows hold that one's report too: its staff read the report there. The
 * thread, the files, the reporter's side and who they are stay where they are; nothing moves.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { ownReportIds } from "../../store/links/reader.ts";
import { linkReport } from "../../store/links/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { onTwoCases } from "../references/on-two-cases.ts";
import { followedBy } from "./unmark-duplicate.ts";

export const mergeReport = defineAction({
  deed: "merge-report",
  title: "Show its report there too",
  summary: "Lets the case that this one follows hold its report too.",
  path: "/cases/{caseId}/duplicate/report",
  input: z.object({ caseId: z.uuid().meta({ title: "Case that follows" }) }),
  async run(context, actor, { caseId }) {
    const into = async (tx: Tx) => (await followedBy(tx, caseId)).caseId;
    return onTwoCases(context, actor, "merge-report", { caseId, into }, async (from, earlier) => {
      const reportIds = await ownReportIds(from.tx, caseId, earlier.head.caseId);
      if (reportIds.length === 0) throw new Refusal("link.no-report");
      for (const reportId of reportIds) {
        const eventId = await earlier.record({
          sideId: staffSide,
          type: "report.added",
          body: { reportId },
        });
        await linkReport(context, earlier.tx, earlier.head.caseId, reportId, eventId);
      }
      await from.record({
        sideId: staffSide,
        type: "report.shared",
        body: { reports: reportIds.length },
      });
      return { reports: reportIds.length };
    });
  },
});
