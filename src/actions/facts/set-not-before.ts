/**
 * Records the instant before which nothing is published, with whom it was agreed, why, and whom it
 * serves; left empty, it holds no longer. Earlier instants stay on the record.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { interests, interestWords } from "../../core/decisions/interests.ts";
import { type AgreedDate, breaks, mustBindSomebody } from "../../core/facts/not-before.ts";
import { Refusal } from "../../core/refusal.ts";
import {
  agreedDates,
  earlierRelease,
  setNotBefore as keepNotBefore,
} from "../../store/facts/not-before.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const setNotBefore = defineAction({
  deed: "set-not-before",
  title: "Keep the date",
  summary: "Sets the instant before which nothing is published; empty, it holds no longer.",
  path: "/cases/{caseId}/not-before",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    notBefore: z.iso.datetime({ offset: true }).optional().meta({
      title: "Nothing is published before",
      description:
        "Every party of the case reads it on its page. Empty: what was agreed holds no longer.",
    }),
    partyId: z.uuid().optional().meta({
      title: "Agreed with",
      description: "A party of the case; with others say it in the reason.",
    }),
    interest: z.enum(interests).meta({ title: "Whose interest it serves", words: interestWords }),
    reason: z.string().trim().min(3, "Say why, and with whom.").max(4_000).meta({
      title: "Why, and what was agreed",
      description: "It is sealed; staff on the case read it.",
    }),
  }),
  async run(context, actor, { caseId, notBefore, partyId, interest, reason }) {
    return onCase(context, actor, "set-not-before", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const at = notBefore ? new Date(notBefore) : null;
      if (at) mustBindSomebody(at, context.now());
      const parties = await partiesOf(desk.tx, caseId);
      if (partyId && !parties.some((party) => party.partyId === partyId)) {
        throw new Refusal("party.unknown");
      }
      const released = at && (await earlierRelease(desk.tx, caseId, at));
      if (released) throw new Refusal("not-before.released", { number: released });
      const agreedWith = partyId ?? null;
      const broken = await brokenBy(desk.tx, caseId, { notBefore: at, agreedWith });
      const eventId = await desk.record({
        sideId: staffSide,
        type: "not-before.set",
        body: { notBefore: at?.toISOString() ?? null, agreedWith, interest, ...broken },
        text: { key: desk.caseKey, plain: reason },
      });
      await keepNotBefore(context, desk.tx, { caseId, notBefore: at }, eventId);
      return { notBefore: at?.toISOString() ?? null };
    });
  },
});

/** For the event that breaks an agreement: which one, and whose. */
async function brokenBy(
  tx: Tx,
  caseId: string,
  next: Pick<AgreedDate, "notBefore" | "agreedWith">,
): Promise<{ broken?: string; brokenWith?: string | null }> {
  const [former] = await agreedDates(tx, caseId);
  if (!former?.notBefore || !breaks(next, former)) return {};
  return { broken: former.notBefore.toISOString(), brokenWith: former.agreedWith };
}
