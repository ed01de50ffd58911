/**
 * Keeps what the owner of a key in use said in a later copy of it: that it lasts longer, has ended, or
 * is revoked. Never puts another key in its place. Also keeps what a key directory offered.
 */
import { z } from "zod";
import { isTheirs, type KeyOffer, type PartyKeyState } from "../../core/party-keys/party-key.ts";
import type { Context } from "../../store/context.ts";
import { identityObject, identityOf } from "../../store/parties/reader.ts";
import { openPartyKeys, partyKeysOf } from "../../store/party-keys/reader.ts";
import { addKeyState, changeIdentity, keepNewerCopy } from "../../store/party-keys/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { keyCodes, oweWithheld } from "../sending/owe-withheld.ts";
import { keepOffers } from "./keep-offers.ts";
import { addLetterLink } from "./renew-links.ts";

/** The key in use with what its later copies say. */
export interface RenewedKey {
  readonly fingerprint: string;
  readonly armored: string;
  readonly userIds: readonly string[];
  readonly expiresAt: string | null;
  readonly unusable: "expired" | "revoked" | "cannot-encrypt" | null;
  readonly news: "nothing" | "renewed" | "expired" | "revoked";
  /** Offers that were such copies: there is nothing more to say of them. */
  readonly copies: readonly string[];
}

export const renewPartyKey = defineAction({
  deed: "renew-party-key",
  title: "Look after a party's key",
  summary: "Keeps what a later copy of a party's key says, and what a key directory offers.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
    renewed: z.custom<RenewedKey>().optional().meta({ title: "The key in use, as it is now" }),
    offers: z.array(z.custom<KeyOffer>()).default([]).meta({ title: "Keys that were found" }),
  }),
  async run(context, actor, { caseId, partyId, renewed, offers }) {
    return onCase(context, actor, "renew-party-key", caseId, async (desk) => {
      const identity = await identityOf(context, desk.tx, partyId);
      if (!identity) return { news: "nothing" };
      const { tx } = desk;
      const to = {
        ...{ caseId, partyId },
        identityKey: await keyOf(context, tx, identityObject(partyId)),
        partyKey: await keyOf(context, tx, partyId),
      };
      await keepOffers(context, tx, to, offers, (event) => desk.record(event));
      if (identity.publicKey && !identity.letterToken) await addLetterLink(context, desk, partyId);
      // Another key was confirmed meanwhile: what was found out is about one that is not in use.
      if (!renewed || identity.keyFingerprint !== renewed.fingerprint) return { news: "nothing" };
      await keepRenewed(context, desk, partyId, renewed);
      return { news: renewed.news };
    });
  },
});

async function keepRenewed(
  context: Context,
  desk: Desk,
  partyId: string,
  renewed: RenewedKey,
): Promise<void> {
  const { tx, head } = desk;
  const { caseId } = head;
  const { news, armored, fingerprint, userIds, unusable, expiresAt } = renewed;
  const opened = await openPartyKeys(context, tx, partyId);
  const known = (await partyKeysOf(context, tx, caseId)).filter((each) => each.partyId === partyId);
  const own = known.find(
    ({ keyId, state }) => isTheirs(state) && opened.get(keyId)?.fingerprint === fingerprint,
  );
  const copies = known.filter(({ keyId }) => renewed.copies.includes(keyId));
  if (news === "nothing" && copies.length === 0) return;
  const subject = own ?? copies[0];
  const entryId = context.newId();
  const type = `party-key.${news === "nothing" ? "seen-again" : news}`;
  const named = subject ? { partyKeyId: subject.keyId } : {};
  const eventId = await desk.record({ sideId: partyId, type, body: { ...named, partyId } });
  const partyKey = await keyOf(context, tx, partyId);
  const say = (of: (typeof known)[number], state: PartyKeyState, id: string) => {
    const about = { ...of.about, unusable, expiresAt };
    return addKeyState(
      context,
      tx,
      { ...of, entryId: id, caseId, state, about },
      partyKey,
      eventId,
    );
  };
  for (const copy of copies) await say(copy, "replaced", context.newId());
  if (news === "nothing") return;
  if (own) {
    await keepNewerCopy(
      context,
      tx,
      { keyId: own.keyId, partyId, key: { armored, fingerprint, userIds } },
      eventId,
    );
    await say(own, news, entryId);
  }
  await changeIdentity(context, tx, partyId, { publicKey: armored }, eventId);
  if (news === "renewed") await oweWithheld(context, desk, { partyId, codes: keyCodes }, eventId);
}
