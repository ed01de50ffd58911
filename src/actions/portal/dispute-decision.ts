/**
 * A party objects to a decision of ours, in its own words (ALU-09). One objection to the same matter
 * waits at a time; somebody else than who decided answers it, with reasons.
 */
import { z } from "zod";
import {
  objectionAbout,
  objectionLettersMax,
  objectionLettersMin,
} from "../../core/decisions/objection.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { lockObjections, type ObjectionView, objectionsOf } from "../../store/objections/reader.ts";
import { insertObjection } from "../../store/objections/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { underPseudonymOf } from "../identity/under-pseudonym.ts";

export const disputeDecision = defineAction({
  deed: "dispute-decision",
  title: "Object",
  summary: "A party objects to a decision, in its own words; somebody else answers it.",
  path: "/cases/{caseId}/objections",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    about: z.enum(objectionAbout).meta({
      title: "What do you object to?",
      words: {
        relevancy: "Whether my report is one for you",
        conclusion: "What you concluded from your analysis",
        other: "Something else that you told me",
      },
    }),
    text: z
      .string()
      .trim()
      .min(objectionLettersMin, "Say in a sentence why you see it otherwise.")
      .max(objectionLettersMax)
      .meta({
        title: "Why do you see it otherwise?",
        description: "New facts help most. Somebody else than who decided reads it.",
      }),
  }),
  async run(context, actor, { caseId, about, text }) {
    return object(context, actor, "dispute-decision", caseId, (before) => {
      if (before.some((each) => each.about === about && each.state === "raised")) {
        throw new Refusal("objection.waits");
      }
      return { objectionId: context.newId(), about, state: "raised", words: text };
    });
  },
});

export const withdrawObjection = defineAction({
  deed: "withdraw-objection",
  title: "I take it back",
  summary: "A party takes back an objection that was not answered yet.",
  path: "/cases/{caseId}/objections/{objectionId}/withdraw",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    objectionId: z.uuid().meta({ title: "Objection" }),
  }),
  async run(context, actor, { caseId, objectionId }) {
    return object(context, actor, "withdraw-objection", caseId, (before) => {
      const found = before.find((each) => each.objectionId === objectionId);
      if (!found) throw new Refusal("objection.unknown");
      if (found.state !== "raised") throw new Refusal("objection.settled");
      return { objectionId, about: found.about, state: "withdrawn", words: "" };
    });
  },
});

interface Objecting extends Pick<ObjectionView, "objectionId" | "about"> {
  readonly state: "raised" | "withdrawn";
  readonly words: string;
}

/** Runs in the party's own transaction: only it objects, and only in its own name. */
async function object(
  context: Context,
  actor: Actor,
  deed: Deed,
  caseId: string,
  decide: (before: readonly ObjectionView[]) => Objecting,
): Promise<{ objectionId: string }> {
  return context.transaction(actor, async (tx) => {
    permit(actor, deed, await membershipOf(tx, caseId));
    if (actor.kind !== "outsider") throw new Error("only a party objects for itself");
    const { id: partyId, side } = actor;
    await lockObjections(tx, caseId);
    const all = await objectionsOf(context, tx, caseId);
    const { objectionId, about, state, words } = decide(
      all.filter((each) => each.partyId === partyId),
    );
    const entryId = context.newId();
    const eventId = await appendEvent(context, tx, {
      ...{ caseId, sideId: side, type: `objection.${state}` },
      body: { objectionId, objectionEntryId: entryId, partyId, about },
    });
    const hide = await underPseudonymOf(context, tx, { caseId, partyId });
    const entry = { entryId, objectionId, caseId, partyId, about, state, words: hide(words) };
    await insertObjection(context, tx, entry, await keyOf(context, tx, side), eventId);
    await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
    return { objectionId };
  });
}
