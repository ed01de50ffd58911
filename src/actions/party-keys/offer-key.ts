/**
 * A party gives us its key through our site. Whoever proved the secret of the portal thereby says that
 * it is theirs; what comes by the link of a plain mail is an offer, and waits to be compared.
 */
import { z } from "zod";
import type { PartyKey } from "../../core/party-keys/party-key.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityObject } from "../../store/parties/reader.ts";
import { lockPartyKeys, openPartyKeys } from "../../store/party-keys/reader.ts";
import { addKeyState } from "../../store/party-keys/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { keepOffers } from "./keep-offers.ts";

/** What was read of the key that was sent. */
export interface SentKey extends PartyKey {
  readonly unusable: "expired" | "revoked" | "cannot-encrypt" | null;
  readonly names: "sender" | "other" | "nobody";
  readonly expiresAt: string | null;
}

/** So many keys of one party are kept: whoever holds a link must not fill the vault. */
const keysMax = 20;

export const offerKey = defineAction({
  deed: "offer-key",
  title: "Give us your key",
  summary: "A party gives its public key through our site.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    key: z.custom<SentKey>().meta({ title: "Key, as it was read" }),
    by: z.enum(["portal", "link"]).meta({ title: "By which page" }),
  }),
  async run(context, actor, { caseId, key, by }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "offer-key", await membershipOf(tx, caseId));
      if (actor.kind !== "outsider") throw new Error("only a party gives a key of its own");
      if (key.unusable) throw new Refusal(`party-key.${key.unusable}`);
      await lockPartyKeys(tx, caseId);
      const known = await openPartyKeys(context, tx, actor.id);
      if (known.size >= keysMax) throw new Refusal("party-key.too-many");
      const partyId = actor.id;
      const to = {
        ...{ caseId, partyId },
        identityKey: await keyOf(context, tx, identityObject(partyId)),
        partyKey: await keyOf(context, tx, partyId),
      };
      const { unusable, names, expiresAt } = key;
      const about = { where: by, names, unusable, expiresAt, signedThis: false, how: "" };
      const record = (event: Parameters<typeof appendEvent>[2]) => appendEvent(context, tx, event);
      const [kept] = await keepOffers(context, tx, to, [{ ...key, source: by, about }], (event) =>
        record({ ...event, caseId }),
      );
      const again = [...known].find(([, each]) => each.armored === key.armored)?.[0];
      const keyId = kept?.keyId ?? again ?? "";
      if (by === "link") {
        if (kept) await owe(context, tx, "settle-case", { caseId, subjectId: kept.eventId });
        return { keyId };
      }
      const entryId = context.newId();
      const eventId = await record({
        ...{ caseId, sideId: partyId, type: "party-key.confirmed" },
        body: { partyKeyId: keyId, partyKeyEntryId: entryId, partyId },
      });
      const entry = {
        entryId,
        keyId,
        caseId,
        partyId,
        state: "confirmed",
        source: by,
        about,
      } as const;
      await addKeyState(context, tx, entry, to.partyKey, eventId);
      await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
      return { keyId };
    });
  },
});
