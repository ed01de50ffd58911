/** Brings clocks and head up to date after a party's own deed, whose side cannot reach them. */
import { z } from "zod";
import { askedIn } from "../../core/conversation/questions.ts";
import { waitingOf } from "../../store/clocks/waiting-reader.ts";
import type { Context } from "../../store/context.ts";
import { type EventView, eventOf } from "../../store/events/reader.ts";
import { questionMarksOf } from "../../store/messages/question-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { bindKey } from "../party-keys/bind-key.ts";
import { renewLinks } from "../party-keys/renew-links.ts";
import { applyToPromises } from "../portal/apply-to-promises.ts";
import { takeAsSaid } from "../portal/record-said.ts";
import { owePlain } from "../sending/owe-pointed.ts";
import { keyCodes, oweWithheld } from "../sending/owe-withheld.ts";
import { tellOfMessage } from "./tell-of-message.ts";

/**
 * How it wants to be thanked, who may learn its name, how its data travels, whether plain mail will
 * do: read where they are needed.
 */
const ownChoices =
  /^(credit\.chosen|permission\.(given|refused|withdrawn)|transmission\.(agreed|declined|countered)|plain\.(agreed|declined)|party-key\.(offered|confirmed|refused)|link\.revoked|status\.asked|consent\.(requested|taken-back)|news\.chosen|plan\.told|objection\.(raised|withdrawn)|fix\.answered|address\.confirmed)$/;

/** A file answers a question as well as a letter does. */
const partyEvents = ["message.received", "attachment.received"];

export const settleCase = defineAction({
  deed: "settle-case",
  title: "Settle a case",
  summary: "Brings clocks and head up to date after a party's deed.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    eventId: z.uuid().meta({ title: "What the party did" }),
  }),
  async run(context, actor, { caseId, eventId }) {
    return onCase(context, actor, "settle-case", caseId, async (desk) => {
      const event = await eventOf(desk.tx, eventId);
      if (!event) return { settled: false };
      if (ownChoices.test(event.type)) await noticeChoice(context, desk, event);
      else if (event.type === "message.taken-as") await takeAsSaid(context, desk, event);
      else if (partyEvents.includes(event.type)) await noticeWord(context, desk, event);
      else return { settled: false };
      return { settled: true };
    });
  },
});

/** Not a word to us: it answers no question, and is only brought to the head of the case. */
async function noticeChoice(context: Context, desk: Desk, event: EventView): Promise<void> {
  const body = { about: event.eventId };
  await desk.record({ sideId: event.sideId, type: "choice.noticed", body, by: "automatic" });
  await applyToVault(context, desk, event);
  await applyToPromises(context, desk, event);
}

/** Any word from a party ends the waiting for it; an analyst asks again where it was no answer. */
async function noticeWord(context: Context, desk: Desk, event: EventView): Promise<void> {
  const { eventId, sideId } = event;
  const waited = await waitingOf(desk.tx, desk.head.caseId, sideId);
  const question = waited && (await leavesOpen(context, desk, event, waited)) ? undefined : waited;
  await desk.record({
    ...{ sideId, owedTo: sideId },
    type: question ? "question.answered" : "message.noticed",
    body: { about: eventId, ...(question ? { question } : {}) },
    by: "person",
  });
  await tellOfMessage(context, desk, eventId);
}

/** Whether it answers one question of the list that we wait for, and others are open still. */
async function leavesOpen(
  context: Context,
  { tx, head }: Desk,
  event: EventView,
  waited: string,
): Promise<boolean> {
  const thread = await threadOf(context, tx, head.caseId);
  const answer = thread.find(({ messageId }) => messageId === event.body.messageId);
  const asking = thread.find(({ messageId }) => messageId === waited);
  if (!asking || answer?.answered?.messageId !== waited) return false;
  const marks = await questionMarksOf(tx, head.caseId);
  return askedIn(asking, thread, marks).some(({ isOpen }) => isOpen);
}

/** What changes how letters reach the party stands in the vault, which only the worker writes. */
async function applyToVault(context: Context, desk: Desk, event: EventView): Promise<void> {
  const partyId = event.sideId;
  if (event.type === "link.revoked") await renewLinks(context, desk, partyId);
  if (event.type === "plain.agreed") await owePlain(context, desk, partyId, event.eventId);
  if (event.type !== "party-key.confirmed" || !(await bindKey(context, desk, event))) return;
  // What waited for a usable key leaves now, and what a pointer stood for.
  await oweWithheld(context, desk, { partyId, codes: keyCodes }, event.eventId);
}
