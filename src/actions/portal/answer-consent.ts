/**
 * We answer a party that asked whether it may publish: yes, from when on, or not yet and why (TH-18).
 * It is told by a letter of its own; its publication stays its own deed.
 */
import { z } from "zod";
import { dayIn } from "../../core/clocks/day-in.ts";
import { openConsent } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { lockStatements, statementsOf } from "../../store/portal/statement-reader.ts";
import { insertStatement } from "../../store/portal/statement-writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { letterGuard } from "../identity/letter-guard.ts";
import { type Desk, onCase } from "../on-case.ts";

export const answerConsent = defineAction({
  deed: "answer-consent",
  title: "Answer",
  summary: "Answers a party that asked for consent to publish.",
  path: "/cases/{caseId}/parties/{partyId}/consent",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
    answer: z.enum(["given", "refused"]).meta({
      title: "May they publish?",
      words: { given: "Yes", refused: "Not yet" },
    }),
    on: z.iso.datetime({ offset: true }).optional().meta({
      title: "From when on?",
      description: "Of a yes: empty means from the date that they asked for.",
    }),
    text: z
      .string()
      .trim()
      .min(20, "Explain the answer in a sentence or two: they read it.")
      .max(10_000)
      .meta({ title: "Our answer", description: "They read these words." }),
  }),
  async run(context, actor, { caseId, partyId, answer, on, text }) {
    const letter = await letterGuard(context, caseId, partyId);
    return onCase(context, actor, "answer-consent", caseId, async (desk) => {
      const parties = await partiesOf(desk.tx, caseId);
      const party = parties.find((each) => each.partyId === partyId);
      if (!party) throw new Refusal("party.unknown");
      await lockStatements(desk.tx, caseId);
      const open = openConsent(await statementsOf(context, desk.tx, caseId, partyId));
      if (!open) throw new Refusal("consent.none");
      if (answer === "given" && on) mustFollowRequest(desk, on, open.at);
      letter.mustPass(party.pseudonym, [{ place: "Our answer", text }]);
      const statementId = context.newId();
      const eventId = await desk.record({
        sideId: party.sideId,
        type: "consent.answered",
        body: { partyStatementId: statementId, partyId, word: answer },
        owedTo: partyId,
      });
      const { aboutId } = open;
      const from = answer === "given" ? new Date(on ?? open.on).toISOString() : "";
      const details = { text, place: "", on: from };
      const answered = { statementId, aboutId, caseId, partyId, kind: "consent" as const };
      const key = await keyOf(context, desk.tx, party.sideId);
      await insertStatement(context, desk.tx, { ...answered, word: answer, details }, key, eventId);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { statementId };
    });
  },
});

/** Refuses with consent.before-asked: a mistyped year would let them publish at once. */
function mustFollowRequest({ policy }: Desk, on: string, askedAt: Date): void {
  const { zone } = policy.channels.officeHours;
  const day = dayIn(zone, askedAt);
  if (dayIn(zone, new Date(on)) < day) throw new Refusal("consent.before-asked", { day });
}
