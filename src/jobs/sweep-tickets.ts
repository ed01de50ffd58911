/** Looks at the tickets that Parley opened in other teams' trackers, and records which of them ended there. */
import { endTicket } from "../actions/trackers/end-ticket.ts";
import { Refusal } from "../core/refusal.ts";
import { TrackerFailed } from "../integrations/trackers/tracker-client.ts";
import { casesWithOpenedTickets, ticketsOf } from "../store/trackers/reader.ts";
import type { TaskContext } from "./task-context.ts";

const actor = { kind: "system", task: "sweep-tickets" } as const;
const beforeAll = "00000000-0000-0000-0000-000000000000";

/** Returns how many ended. A tracker that does not answer is asked again at the next turn. */
export async function sweepTickets(on: TaskContext): Promise<number> {
  if (!on.trackers) return 0;
  let ended = 0;
  for (let after = beforeAll; ; ) {
    const cases = await on.context.transaction(actor, (tx) => casesWithOpenedTickets(tx, after));
    for (const caseId of cases) ended += await lookAt(on, caseId);
    const last = cases.at(-1);
    if (last === undefined) return ended;
    after = last;
  }
}

async function lookAt({ context, trackers, log }: TaskContext, caseId: string): Promise<number> {
  const tickets = await context.transaction(actor, (tx) => ticketsOf(context, tx, caseId));
  let ended = 0;
  for (const { ticketId, opened, end } of tickets) {
    if (!opened || end || !trackers) continue;
    try {
      const { state } = await trackers.look(opened.tracker, opened.id);
      if (state === "open") continue;
      await endTicket.run(context, actor, { caseId, ticketId, how: state });
      ended += 1;
    } catch (error) {
      // A colleague or another node was faster, or the tracker shows it to us no longer.
      const isExpected = error instanceof Refusal || error instanceof TrackerFailed;
      if (!isExpected) throw error;
      log.warn({ tracker: opened.tracker, code: error.code }, "a ticket was not looked at");
    }
  }
  return ended;
}
