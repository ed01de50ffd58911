/**
 * Whoever opens the link of our mail shows that the mail reached them: the address is confirmed (VEN-22).
 * Nothing waits for it; a report is read and worked on either way.
 */
import { z } from "zod";
import { newestOf } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import { openReceipt, portalSecretHash } from "../../store/parties/receipt-reader.ts";
import { defineAction } from "../action.ts";
import { say } from "./say.ts";

export const confirmAddress = defineAction({
  deed: "confirm-address",
  title: "Confirm the address",
  summary: "Shows by the secret of a mail's link that our mail reaches the party.",
  path: "/cases/{caseId}/address/confirm",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    kind: z.enum(["link", "letter"]).meta({ title: "Which link" }),
    secret: z.string().max(64).meta({ title: "Secret of the link" }),
  }),
  async run(context, actor, { caseId, kind, secret }) {
    return say(context, actor, "confirm-address", caseId, async ({ tx, partyId, said }) => {
      // A receipt code never travelled by mail, so it proves nothing of an address.
      const hash = portalSecretHash(context, { kind, secret });
      const opened = await openReceipt(tx, hash, context.now());
      if (opened?.partyId !== partyId) throw new Refusal("portal.unknown-code");
      if (newestOf(said, "address")) return undefined;
      return { kind: "address", word: "confirmed", event: "address.confirmed" };
    });
  },
});
