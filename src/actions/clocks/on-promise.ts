/** The clock that a deed on a promise is about, and the deed's own event on it. */
import { Refusal } from "../../core/refusal.ts";
import { type ClockRow, clocksOf } from "../../store/clocks/reader.ts";
import { saveChanges } from "../../store/clocks/writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import type { Desk } from "../on-case.ts";

/** The clock, and all of the case's. Refuses with clock.unknown one that this case does not have. */
export async function clockOn(
  desk: Desk,
  clockId: string,
): Promise<{ clock: ClockRow; clocks: readonly ClockRow[] }> {
  const clocks = await clocksOf(desk.tx, desk.head.caseId);
  const clock = clocks.find((each) => each.clockId === clockId);
  if (!clock) throw new Refusal("clock.unknown");
  return { clock, clocks };
}

/** Saves what the deed did to one clock, with the event that says so. */
export async function saveClock(
  context: Context,
  desk: Desk,
  clocks: readonly ClockRow[],
  change: Parameters<typeof saveChanges>[4][number],
  eventId: EventId,
): Promise<void> {
  const { caseId } = desk.head;
  const event = { id: eventId, at: context.now() };
  await saveChanges(context, desk.tx, { caseId, policy: desk.policy, clocks }, event, [change]);
}
