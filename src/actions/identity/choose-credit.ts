/** A party says how it wants to be thanked, or that it does not; the newest word counts, at once. */
import { z } from "zod";
import { chosenCredit, creditChoices, printLettersMax } from "../../core/identity/credit.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { insertCreditChoice } from "../../store/identity/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityObject } from "../../store/parties/reader.ts";
import { keysOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";

export const chooseCredit = defineAction({
  deed: "choose-credit",
  title: "Save",
  summary: "Says how a party wants to be thanked in a publication, or that it does not.",
  path: "/cases/{caseId}/credit",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    choice: z.enum(creditChoices).meta({
      title: "How shall we thank you?",
      words: {
        undecided: "I have not decided",
        none: "Name me nowhere",
        name: "By a name",
        handle: "By a handle",
        organisation: "By an organisation",
      },
    }),
    print: z
      .string()
      .max(printLettersMax)
      .default("")
      .meta({ title: "Words to print", description: "Exactly as they shall stand there." }),
  }),
  async run(context, actor, { caseId, choice, print }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "choose-credit", await membershipOf(tx, caseId));
      if (actor.kind !== "outsider") throw new Error("only a party chooses its credit");
      const objectId = identityObject(actor.id);
      const key = (await keysOf(context, tx, [objectId])).get(objectId);
      if (!key) throw new Refusal("identity.erased");
      const chosen = chosenCredit(choice, print);
      const choiceId = context.newId();
      const eventId = await appendEvent(context, tx, {
        caseId,
        sideId: actor.side,
        type: "credit.chosen",
        body: { choiceId, partyId: actor.id, choice },
      });
      const kept = { ...chosen, choiceId, caseId, partyId: actor.id };
      await insertCreditChoice(context, tx, kept, key, eventId);
      await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
      return { choice: chosen.choice };
    });
  },
});
