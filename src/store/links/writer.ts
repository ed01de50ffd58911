/** Adds and ends the links between cases. A link that ended keeps its row. */
import type { LinkRelation } from "../../core/cases/links.ts";
import { staffSide } from "../../core/cases/sides.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { grantKey, keyOf } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

/** The event's body names the link as `caseLinkId`; it stands in the record of `caseId`. */
export async function insertLink(
  context: Context,
  tx: Tx,
  link: {
    readonly linkId: string;
    readonly caseId: string;
    readonly otherCaseId: string;
    readonly relation: LinkRelation;
    readonly madeBy: string;
  },
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "case_links", {
    link_id: link.linkId,
    case_id: link.caseId,
    side_id: staffSide,
    other_case_id: link.otherCaseId,
    relation: link.relation,
    made_by: link.madeBy,
    made_at: context.now(),
    ended_by: null,
    ended_at: null,
    last_event_id: eventId,
  });
}

export async function endLink(
  context: Context,
  tx: Tx,
  { linkId, endedBy }: { readonly linkId: string; readonly endedBy: string },
  eventId: EventId,
): Promise<void> {
  const change = { ended_by: endedBy, ended_at: context.now(), last_event_id: eventId };
  await updateState(context, tx, "case_links", { link_id: linkId }, change);
}

/**
 * Lets a further case hold a report: the row, and the key by which its staff read it. Who may do it
 * reaches the report already, else the wall refuses.
 */
export async function linkReport(
  context: Context,
  tx: Tx,
  caseId: string,
  reportId: string,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "case_reports", {
    case_id: caseId,
    report_id: reportId,
    side_id: staffSide,
    relation: "additional",
    linked_at: context.now(),
    last_event_id: eventId,
  });
  await grantKey(context, tx, await keyOf(context, tx, reportId), { caseId, sideId: staffSide });
}

/** Lets a further case hold a report no more: the key by which its staff read it goes, then the row. */
export async function unlinkReport(tx: Tx, caseId: string, reportId: string): Promise<void> {
  await tx.run(`delete from key_wraps where object_id = $1 and case_id = $2`, [reportId, caseId]);
  await tx.run(
    `delete from case_reports where report_id = $1 and case_id = $2 and relation = 'additional'`,
    [reportId, caseId],
  );
}
