/**
 * Says of an offered key that it is the party's: by the party on the portal, which proves its secret
 * with every visit, or by a colleague who was told the fingerprint by another way and types it. A key
 * that a colleague compared in another case needs no second comparison.
 */
import { z } from "zod";
import { maySay } from "../../core/party-keys/party-key.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { keysKnownAt } from "../../store/party-keys/known-keys-reader.ts";
import { openPartyKeys, ownerOfKey, partyKeysOf } from "../../store/party-keys/reader.ts";
import { defineAction } from "../action.ts";
import { sayOfKey } from "./say-of-key.ts";

const vault: Actor = { kind: "system", task: "open-vault" };

export const confirmPartyKey = defineAction({
  deed: "confirm-party-key",
  title: "This key is theirs",
  summary:
    "Says of a key that came along that it is the party's; letters are encrypted to it from then on.",
  path: "/cases/{caseId}/party-keys/{keyId}/confirmation",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    keyId: z.uuid().meta({ title: "Key" }),
    fingerprint: z.string().trim().max(200).default("").meta({
      title: "Fingerprint that you were told",
      description:
        "All 40 digits, as the owner told or showed them to you. It must be this key's. Not asked for where it was confirmed in another case.",
    }),
    how: z.string().trim().max(1_000).default("").meta({
      title: "How you compared it",
      description: "Such as: read out on the telephone, at the number that we had before.",
    }),
  }),
  async run(context, actor, { caseId, keyId, fingerprint, how }) {
    const membership = await context.transaction(actor, (tx) => membershipOf(tx, caseId));
    permit(actor, "confirm-party-key", membership);
    if (actor.kind === "staff" && !(await isTakenOver(context, { caseId, keyId, fingerprint }))) {
      if (how.length < 5) throw new Refusal("party-key.how");
      await mustBeTold(context, keyId, fingerprint);
    }
    return sayOfKey(
      context,
      actor,
      "confirm-party-key",
      { caseId, keyId, how },
      async (tx, found) => {
        if (found.state === "confirmed" || found.state === "renewed") return "said";
        if (!maySay(found.state, "confirmed")) throw new Refusal("party-key.settled");
        // In use it would hold every letter back.
        if (found.about.unusable) throw new Refusal(`party-key.${found.about.unusable}`);
        return {
          state: "confirmed",
          after: (eventId) => owe(context, tx, "settle-case", { caseId, subjectId: eventId }),
        };
      },
    );
  },
});

/** What a colleague types is compared in the vault: who can type it was told it by its owner. */
async function mustBeTold(context: Context, keyId: string, told: string): Promise<void> {
  const fingerprint = await context.transaction(vault, async (tx) => {
    const partyId = await ownerOfKey(tx, keyId);
    return partyId && (await openPartyKeys(context, tx, partyId)).get(keyId)?.fingerprint;
  });
  const typed = told.replace(/[\s:]/g, "").toUpperCase();
  if (!fingerprint || typed !== fingerprint) throw new Refusal("party-key.other-fingerprint");
}

/**
 * Whether nothing was typed because the key was compared in another case. Asked anew: since it was
 * offered here, it may have been revoked or replaced there.
 */
async function isTakenOver(
  context: Context,
  { caseId, keyId, fingerprint }: { caseId: string; keyId: string; fingerprint: string },
): Promise<boolean> {
  if (fingerprint !== "") return false;
  return context.transaction(vault, async (tx) => {
    const found = (await partyKeysOf(context, tx, caseId)).find((each) => each.keyId === keyId);
    if (!found?.about.comparedAt) return false;
    const { partyId } = found;
    const email = (await identityOf(context, tx, partyId))?.email ?? null;
    const own = (await openPartyKeys(context, tx, partyId)).get(keyId)?.fingerprint;
    const known = await keysKnownAt(context, tx, email, caseId);
    const still = known.some((key) => key.fingerprint === own && key.comparedAt !== null);
    if (!still) throw new Refusal("party-key.known-no-more");
    return true;
  });
}
