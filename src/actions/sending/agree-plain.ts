/**
 * A party says whether we may answer its mails unencrypted: on its page, or by answering the letter
 * that asked. It can say otherwise at any time; nobody of us says it in its place.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { sendingChoicesOf } from "../../store/sending/reader.ts";
import { insertSendingChoice } from "../../store/sending/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";

export const agreePlain = defineAction({
  deed: "agree-plain",
  title: "Answer",
  summary: "Says whether we may answer unencrypted.",
  path: "/cases/{caseId}/plain-answers",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    agree: z.enum(["yes", "no"]).meta({
      title: "May we answer you unencrypted?",
      words: { yes: "Yes, as I wrote to you", no: "No" },
    }),
  }),
  async run(context, actor, { caseId, agree }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "agree-plain", await membershipOf(tx, caseId));
      if (actor.kind !== "outsider") throw new Error("only a party agrees for itself");
      const kind = agree === "yes" ? "plain-agreed" : "plain-declined";
      const of = { caseId, partyId: actor.id, kind, by: "portal" } as const;
      const eventId = await keepAnswer(context, tx, of, (event) => appendEvent(context, tx, event));
      if (eventId) await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
      return { kind };
    });
  },
});

/** Undefined where the same was said last. */
export async function keepAnswer(
  context: Context,
  tx: Tx,
  of: {
    readonly caseId: string;
    readonly partyId: string;
    readonly kind: "plain-agreed" | "plain-declined";
    readonly by: "portal" | "mail";
  },
  record: (event: Parameters<typeof appendEvent>[2]) => Promise<EventId>,
): Promise<EventId | undefined> {
  const { caseId, partyId, kind, by } = of;
  const said = (await sendingChoicesOf(tx, caseId)).filter((each) => each.kind !== "to-expired");
  if (said.find((each) => each.partyId === partyId)?.kind === kind) return undefined;
  const choiceId = context.newId();
  const eventId = await record({
    caseId,
    sideId: partyId,
    type: kind === "plain-agreed" ? "plain.agreed" : "plain.declined",
    body: { sendingChoiceId: choiceId, partyId, by },
  });
  const choice = { choiceId, caseId, partyId, kind, messageId: null, reason: null };
  await insertSendingChoice(context, tx, choice, await keyOf(context, tx, partyId), eventId);
  return eventId;
}
