/** Writes down what came of asking for a key at an address: an offer like any other, or why there is none. */
import { z } from "zod";
import type { KeyLinkProblem } from "../../core/party-keys/key-address.ts";
import type { KeyOffer } from "../../core/party-keys/party-key.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityObject, identityOf } from "../../store/parties/reader.ts";
import { type KeyLinkView, keyLinksOf } from "../../store/party-keys/link-reader.ts";
import { addKeyLinkState } from "../../store/party-keys/link-writer.ts";
import { lockPartyKeys } from "../../store/party-keys/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { keepOffers } from "./keep-offers.ts";

export const settleKeyLink = defineAction({
  deed: "settle-key-link",
  title: "Keep what lies at an address",
  summary: "Keeps the key that was fetched as an offer, or why there is none.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    linkId: z.uuid().meta({ title: "Address of a key" }),
    found: z
      .custom<{ readonly offer: KeyOffer } | { readonly problem: KeyLinkProblem }>()
      .meta({ title: "The key, or why there is none" }),
  }),
  async run(context, actor, { caseId, linkId, found }) {
    return onCase(context, actor, "settle-key-link", caseId, async (desk) => {
      await lockPartyKeys(desk.tx, caseId);
      const links = await keyLinksOf(context, desk.tx, caseId);
      const link = links.find((each) => each.linkId === linkId);
      if (link?.state !== "asked") return { linkId };
      const problem = "problem" in found ? found.problem : null;
      await settle(context, desk, link, problem);
      if ("offer" in found) await keepFetched(context, desk, link, found.offer);
      return { linkId };
    });
  },
});

async function settle(
  context: Context,
  { tx, head, record }: Desk,
  { linkId, partyId, source, about }: KeyLinkView,
  problem: KeyLinkProblem | null,
): Promise<void> {
  const entryId = context.newId();
  const state = problem ? "failed" : "fetched";
  const eventId = await record({
    sideId: partyId,
    type: problem ? "key-link.failed" : "key-link.fetched",
    body: {
      ...{ keyLinkId: linkId, keyLinkEntryId: entryId, partyId },
      ...(problem ? { problem } : {}),
    },
  });
  const { caseId } = head;
  const entry = {
    ...{ entryId, linkId, caseId, partyId, source },
    state,
    about: { ...about, problem },
  } as const;
  await addKeyLinkState(context, tx, entry, await keyOf(context, tx, partyId), eventId);
}

/** A copy of the key in use says something of that one, and is looked at; another key waits. */
async function keepFetched(
  context: Context,
  desk: Desk,
  { partyId }: KeyLinkView,
  offer: KeyOffer,
): Promise<void> {
  const { tx, head } = desk;
  const { caseId } = head;
  const identity = await identityOf(context, tx, partyId);
  if (!identity || identity.publicKey === offer.armored) return;
  const identityKey = await keyOf(context, tx, identityObject(partyId));
  const to = { caseId, partyId, identityKey, partyKey: await keyOf(context, tx, partyId) };
  const kept = await keepOffers(context, tx, to, [offer], (event) => desk.record(event));
  if (kept.length === 0 || offer.fingerprint !== identity.keyFingerprint) return;
  await owe(context, tx, "look-after-key", { caseId, subjectId: partyId });
}
