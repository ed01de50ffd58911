/**
 * Lets a linked case hold a report of this one too, such as the case that it follows or one that was split
 * off it: the staff of that case read the report there. The thread, the files, the reporter’s side and
 * who they are stay where they are; nothing moves.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { urgentWordOf } from "../../store/events/reader.ts";
import { ownReportIds } from "../../store/links/reader.ts";
import { linkReport } from "../../store/links/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { onTwoCases } from "../references/on-two-cases.ts";
import { followedBy, linkedBy } from "./which-link.ts";

export const mergeReport = defineAction({
  deed: "merge-report",
  title: "Show its report there too",
  summary: "Lets the case that this one follows, or a linked one, hold its report too.",
  path: "/cases/{caseId}/duplicate/report",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case that the report came to" }),
    linkId: z.uuid().optional().meta({
      title: "Link",
      description: "To the case that is to hold it too; left out, the one that this case follows.",
    }),
  }),
  async run(context, actor, { caseId, linkId }) {
    const into = async (tx: Tx) =>
      (linkId ? await linkedBy(tx, caseId, linkId) : await followedBy(tx, caseId)).caseId;
    return onTwoCases(context, actor, "merge-report", { caseId, into }, async (from, other) => {
      const reportIds = await ownReportIds(from.tx, caseId, other.head.caseId);
      if (reportIds.length === 0) throw new Refusal("link.no-report");
      for (const reportId of reportIds) {
        const urgent = await urgentWordOf(from.tx, caseId, reportId);
        const body = { reportId, ...(urgent ? { urgent } : {}) };
        const eventId = await other.record({ sideId: staffSide, type: "report.added", body });
        await linkReport(context, other.tx, other.head.caseId, reportId, eventId);
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
