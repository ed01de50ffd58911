/** Writes the letter that an event owes the reporter, and posts it through an action. */
import { postNotice } from "../../actions/messages/post-notice.ts";
import type { Context } from "../../store/context.ts";
import { type EventView, eventOf } from "../../store/events/reader.ts";
import { opens } from "../../store/parties/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";
import { caseLetter } from "./case-letter.ts";
import { letters } from "./event-letters.ts";
import type { NoticeLetter } from "./notice-letter.ts";

const actor = { kind: "system", task: "notify" } as const;

export const notify: Task = async ({ context, log }, job) => {
  const [caseId, eventId] = [caseOf(job), subjectOf(job)];
  const notice = await context.transaction(actor, (tx) => noticeOf(context, tx, caseId, eventId));
  if (!notice) {
    log.info({ caseId, eventId }, "nobody is left to be told of this event");
    return;
  }
  const { partyId, template, letter } = notice;
  const { subject, text } = letter;
  await postNotice.run(context, actor, {
    caseId,
    partyId,
    about: eventId,
    template,
    subject,
    text,
  });
};

async function noticeOf(context: Context, tx: Tx, caseId: string, eventId: string) {
  const event = await eventOf(tx, eventId);
  const written = event && letters[event.type];
  if (!written) return undefined;
  const to = await caseLetter(context, tx, caseId, (party) =>
    isFor(event, party.partyId, party.kind),
  );
  if (!to) return undefined;
  const notice: NoticeLetter | undefined = await written(context, tx, to, event);
  return notice && { partyId: to.party.partyId, ...notice };
}

/** The party that the event names, else whoever opened the case. */
function isFor(event: EventView, partyId: string, kind: string): boolean {
  const named = event.body.partyId ?? event.body.owedTo;
  return typeof named === "string" ? partyId === named : opens(kind);
}
