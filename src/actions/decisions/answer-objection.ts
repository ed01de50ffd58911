/**
 * Answers a party's objection to a decision of ours, with reasons that it reads (ALU-09). Never by
 * whoever took or confirmed the decision, and never more than once.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import {
  mayAnswerObjection,
  type ObjectionAbout,
  objectionAnswerLettersMin,
  objectionAnswers,
  objectionMayBecome,
} from "../../core/decisions/objection.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { decisionsOf, lastDeciders } from "../../store/cases/decision-reader.ts";
import { settleDecision } from "../../store/cases/decision-writer.ts";
import type { Context } from "../../store/context.ts";
import { lockObjections, type ObjectionView, objectionsOf } from "../../store/objections/reader.ts";
import { insertObjection } from "../../store/objections/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { letterGuard } from "../identity/letter-guard.ts";
import { type Desk, onCase } from "../on-case.ts";
import { endException } from "./end-exception.ts";
import { reopen } from "./reopen-case.ts";

export const answerObjection = defineAction({
  deed: "answer-objection",
  title: "Answer the objection",
  summary: "Answers an objection to a decision, with reasons; the party is told.",
  path: "/cases/{caseId}/objections/{objectionId}/answer",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    objectionId: z.uuid().meta({ title: "Objection" }),
    answer: z.enum(objectionAnswers).meta({
      title: "Your answer",
      words: {
        upheld: "They are right: we decide anew",
        "partly-upheld": "They are right in part",
        rejected: "The decision stands",
      },
    }),
    explanation: z
      .string()
      .trim()
      .min(objectionAnswerLettersMin, "Explain it: whoever objected is owed the reasons.")
      .max(50_000)
      .meta({ title: "Reasons", description: "Whoever objected reads them." }),
  }),
  async run(context, actor, { caseId, objectionId, answer, explanation }) {
    const at = await partyOf(context, actor, caseId, objectionId);
    const letter = await letterGuard(context, caseId, at);
    return onCase(context, actor, "answer-objection", caseId, async (desk) => {
      await lockObjections(desk.tx, caseId);
      const all = await objectionsOf(context, desk.tx, caseId);
      const found = all.find((each) => each.objectionId === objectionId);
      const party = (await partiesOf(desk.tx, caseId)).find(
        ({ partyId }) => partyId === found?.partyId,
      );
      if (!found || !party) throw new Refusal("objection.unknown");
      if (!objectionMayBecome(found.state, answer)) throw new Refusal("objection.settled");
      await mustBeAnother(desk, found, staffIdOf(actor));
      letter.mustPass(party.pseudonym, [{ place: "Reasons", text: explanation }]);
      const entryId = context.newId();
      const { partyId, about } = found;
      const eventId = await desk.record({
        sideId: partyId,
        type: "objection.answered",
        body: { objectionId, objectionEntryId: entryId, partyId, about, answer },
      });
      const key = await keyOf(context, desk.tx, partyId);
      const entry = { entryId, objectionId, caseId, partyId, about };
      await insertObjection(
        context,
        desk.tx,
        { ...entry, state: answer, words: explanation },
        key,
        eventId,
      );
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      if (answer === "upheld") await decideAnew(context, desk, about);
      return { objectionId, state: answer };
    });
  },
});

/**
 * They are right: the decision stands no more, and to take it anew is the case's next deed, which is
 * open again where it was closed.
 */
async function decideAnew(context: Context, desk: Desk, about: ObjectionAbout): Promise<void> {
  if (about === "other") return;
  const decisions = await decisionsOf(context, desk.tx, desk.head.caseId);
  const standing = decisions.filter((each) => each.kind === about && each.standing === null);
  if (standing.length === 0) return;
  // Earlier ones too: what was decided otherwise since is not what holds now.
  for (const { decisionId } of standing) {
    const body = { decisionId };
    const eventId = await desk.record({ sideId: staffSide, type: "decision.taken-back", body });
    await settleDecision(context, desk.tx, decisionId, { standing: "taken-back" }, eventId);
  }
  if (about === "conclusion") await endException(context, desk, "withdrawn");
  if (desk.head.closedAt) await reopen(context, desk, "An objection to the decision was upheld.");
}

/** Whom the answer goes to, so that its words are held against the names withheld from them. */
async function partyOf(
  context: Context,
  actor: Parameters<typeof staffIdOf>[0],
  caseId: string,
  objectionId: string,
): Promise<string | undefined> {
  return context.transaction(actor, async (tx) => {
    const all = await objectionsOf(context, tx, caseId);
    return all.find((each) => each.objectionId === objectionId)?.partyId;
  });
}

/** An objection to something else than a decision is anybody's to answer. */
async function mustBeAnother(desk: Desk, { about }: ObjectionView, me: string): Promise<void> {
  if (about === "other") return;
  const decided = await lastDeciders(desk.tx, desk.head.caseId, about);
  if (!mayAnswerObjection(me, decided)) throw new Refusal("objection.same-person");
}
