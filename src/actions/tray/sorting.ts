/** What sorting deeds have in common: how the message stands, and how it is written down. */
import type { TrayState } from "../../core/mail/tray.ts";
import { latestOutcome } from "../../store/cases/decision-reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { updateState } from "../../store/state/state-rows.ts";
import type { SqlValue } from "../../store/transaction.ts";
import type { Desk } from "../on-case.ts";

export async function trayStateOf({ tx, head }: Desk): Promise<TrayState> {
  const { caseId, reference, tray, closedAt } = head;
  const relevancy = await latestOutcome(tx, caseId, "relevancy");
  // A dispute and a data leak are decided without a word on relevancy.
  const outcome = relevancy ?? (await latestOutcome(tx, caseId, "conclusion"));
  return { reference, tray, closed: closedAt !== null, decided: outcome != null };
}

export async function writeTray(
  context: Context,
  { tx, head }: Desk,
  change: Readonly<Record<string, SqlValue>>,
  eventId: EventId,
): Promise<void> {
  const row = { ...change, last_event_id: eventId };
  await updateState(context, tx, "cases", { case_id: head.caseId }, row);
}

/** A message that is decided on or answered was looked at: it leaves the tray with that deed. */
export async function keptByWork(context: Context, desk: Desk, eventId: EventId): Promise<void> {
  if (desk.head.tray === "new") await writeTray(context, desk, { tray: "kept" }, eventId);
}
