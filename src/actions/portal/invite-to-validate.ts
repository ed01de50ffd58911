/**
 * Invites a party to try a remedy before it is published, by a date (L-08, REM-05). Nobody is obliged
 * to: the case goes on without an answer.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { lockStatements } from "../../store/portal/statement-reader.ts";
import { insertStatement } from "../../store/portal/statement-writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { letterGuard } from "../identity/letter-guard.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustLieAhead } from "./lies-ahead.ts";

export const inviteToValidate = defineAction({
  deed: "invite-to-validate",
  title: "Invite to try the fix",
  summary: "Invites a party to try a remedy and to say whether it mends what it found.",
  path: "/cases/{caseId}/parties/{partyId}/fix-invitations",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
    text: z
      .string()
      .trim()
      .min(10, "Say what there is to try, and where to get it.")
      .max(10_000)
      .meta({ title: "What to try, and where to get it", description: "They read these words." }),
    on: z.iso.datetime({ offset: true }).meta({
      title: "Until when?",
      description: "After that day the case goes on without their answer.",
    }),
  }),
  async run(context, actor, { caseId, partyId, text, on }) {
    const letter = await letterGuard(context, caseId, partyId);
    return onCase(context, actor, "invite-to-validate", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const parties = await partiesOf(desk.tx, caseId);
      const party = parties.find((each) => each.partyId === partyId);
      if (!party) throw new Refusal("party.unknown");
      mustLieAhead(on, context.now());
      letter.mustPass(party.pseudonym, [{ place: "What to try, and where to get it", text }]);
      await lockStatements(desk.tx, caseId);
      const statementId = context.newId();
      const eventId = await desk.record({
        sideId: party.sideId,
        type: "fix.invited",
        body: { partyStatementId: statementId, partyId },
      });
      const details = { text, place: "", on: new Date(on).toISOString() };
      const invited = { statementId, aboutId: statementId, caseId, partyId, details };
      const key = await keyOf(context, desk.tx, party.sideId);
      await insertStatement(
        context,
        desk.tx,
        { ...invited, kind: "fix", word: "invited" },
        key,
        eventId,
      );
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { statementId };
    });
  },
});
