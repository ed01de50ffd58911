/**
 * Says why a promise was broken. Whoever it was made to reads it on their side of the case; a later
 * explanation stands in place of an earlier one, and the history keeps both.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { ledgerOf } from "../../core/clocks/ledger.ts";
import { mayExplain } from "../../core/clocks/pause-by-hand.ts";
import { Refusal } from "../../core/refusal.ts";
import { breachExplained } from "../../store/clocks/ledger-reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { clockOn } from "./on-promise.ts";

export const explainBreach = defineAction({
  deed: "explain-breach",
  title: "Explain",
  summary: "Says why a promise was broken, to the party it was made to.",
  path: "/cases/{caseId}/promises/{clockId}/explanation",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    clockId: z.uuid().meta({ title: "Promise" }),
    reason: z.string().trim().min(10, "Say why in a sentence or two.").max(2_000).meta({
      title: "Why was it not kept in time?",
      description:
        "The party of the case to whom it is owed reads this beside the promise; where it is owed to nobody on the case, staff alone.",
    }),
  }),
  async run(context, actor, { caseId, clockId, reason }) {
    return onCase(context, actor, "explain-breach", caseId, async (desk) => {
      const { clock } = await clockOn(desk, clockId);
      const [entry] = ledgerOf(context.policies, [clock], context.now());
      if (!entry) throw new Refusal("clock.unknown");
      mayExplain(entry);
      const parties = await partiesOf(desk.tx, caseId);
      const party = parties.find(({ partyId }) => partyId === clock.owedTo);
      const eventId = await desk.record({
        sideId: party?.sideId ?? staffSide,
        type: breachExplained,
        body: { clockId, promise: clock.promise },
        text: {
          key: party ? await keyOf(context, desk.tx, party.sideId) : desk.caseKey,
          plain: reason,
        },
      });
      return { eventId };
    });
  },
});
