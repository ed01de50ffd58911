/** What a party has been told once it could read a message of that kind; promises.ts listens to these. */
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import type { CaseEvent, Desk } from "../on-case.ts";
import { noteInformed } from "./note-informed.ts";

const told: Readonly<Record<string, string>> = {
  acknowledgement: "acknowledgement.sent",
  relevancy: "relevancy.told",
  conclusion: "conclusion.sent",
  ruling: "relevancy.told",
  // It answers nothing: the promises to tell stay unkept, and the report is counted so (VEN-37).
  "no-reply": "no-reply.sent",
  "matter-decision": "conclusion.sent",
  // Where to turn instead: it says that the message is here, too.
  "live-incident": "redirect.sent",
  // It tells nothing new, so it is no status update.
  reminder: "reminder.sent",
  "could-not-encrypt": "key-note.sent",
  "key-request": "key-note.sent",
};

export function toldEventOf(template: string): string {
  return told[template] ?? "message.sent";
}

/** A mail that only says that a message waits. It keeps no promise, and pauses none. */
export const pointerSent = "pointer.sent";

/**
 * Records that a party could read a message from now on. A question is asked from now on: our clocks
 * stand still for what its reader knows of, not for what we wrote.
 */
export async function recordTold(
  context: Context,
  desk: Desk,
  message: { readonly messageId: string; readonly template: string; readonly partyId: string },
  body: CaseEvent["body"],
): Promise<EventId> {
  const { messageId, template, partyId } = message;
  const to = { sideId: partyId, owedTo: partyId };
  const eventId = await desk.record({
    ...to,
    type: toldEventOf(template),
    body,
    // The acknowledgement writes itself; every other message carries what a person decided or wrote.
    by: template === "acknowledgement" ? "automatic" : "person",
  });
  if (template === "acknowledgement") await noteInformed(context, desk, { messageId, partyId });
  // A ruling on many says in one letter that it is not relevant and that the analysis ends.
  if (template === "ruling") {
    await desk.record({ ...to, type: "conclusion.sent", body, by: "person" });
  }
  // Nobody waits for an answer on a case that was closed while the mail was on its way.
  if (template === "question" && !desk.head.closedAt) {
    await recordAsked(desk, { messageId, partyId });
  }
  return eventId;
}

export async function recordAsked(
  desk: Desk,
  { messageId, partyId }: { readonly messageId: string; readonly partyId: string },
): Promise<void> {
  await desk.record({
    ...{ sideId: partyId, owedTo: partyId, by: "person" },
    type: "question.asked",
    body: { messageId, partyId },
    subjectId: messageId,
  });
}
