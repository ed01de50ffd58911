/**
 * Opens a ticket that a colleague asked for in another team's tracker. Gives it reference, day and link,
 * and no word of the case; a second run finds the ticket of the first by its mark.
 */
import { keepOpenedTicket } from "../../actions/trackers/keep-opened-ticket.ts";
import { neededBy } from "../../core/trackers/needed-by.ts";
import { TrackerFailed } from "../../integrations/trackers/tracker-client.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { ticketRecordOf } from "../../store/trackers/reader.ts";
import { JobFailure } from "../job-failure.ts";
import { caseOf, subjectOf, type Task, type TaskContext } from "../task-context.ts";

const actor = { kind: "system", task: "open-ticket" } as const;

export const openTicket: Task = async (on, job) => {
  const [caseId, askedId] = [caseOf(job), subjectOf(job)];
  const asked = await askedTicket(on, caseId, askedId);
  if (!asked) return;
  const { tracker, ...facts } = asked;
  if (!on.trackers) throw new JobFailure("tracker.unknown");
  const opened = on.trackers.open(tracker, { ...facts, mark: askedId });
  const { id, url } = await opened.catch(toJobFailure);
  await keepOpenedTicket.run(on.context, actor, { caseId, askedId, id, url });
};

/** Nothing where it was opened or dropped meanwhile, or the case erased. */
async function askedTicket({ context }: TaskContext, caseId: string, askedId: string) {
  return context.transaction(actor, async (tx) => {
    const [head, record, remedies] = await Promise.all([
      headOf(tx, caseId),
      ticketRecordOf(context, tx, caseId),
      remediesOf(context, tx, caseId),
    ]);
    const asked = record.asked.find((each) => each.askedId === askedId);
    if (!head || !asked) return undefined;
    const { reference } = head;
    const link = `${context.baseUrl}/console/cases/${encodeURIComponent(reference)}`;
    return { tracker: asked.tracker, reference, link, neededBy: neededBy(remedies) };
  });
}

function toJobFailure(error: unknown): never {
  throw error instanceof TrackerFailed ? new JobFailure(error.code, { cause: error }) : error;
}
