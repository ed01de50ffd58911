/**
 * A colleague orders that the key at an address which a party gave is fetched. Never done unasked:
 * whoever runs that server learns that we read the words.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { owe } from "../../store/outbox/writer.ts";
import { keyLinksOf } from "../../store/party-keys/link-reader.ts";
import { addKeyLinkState } from "../../store/party-keys/link-writer.ts";
import { lockPartyKeys } from "../../store/party-keys/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const fetchKey = defineAction({
  deed: "fetch-key",
  title: "Fetch it",
  summary:
    "Fetches the key from an address that a party gave; it is offered, and waits to be confirmed.",
  path: "/cases/{caseId}/key-links/{linkId}/fetch",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    linkId: z.uuid().meta({ title: "Address of a key" }),
  }),
  async run(context, actor, { caseId, linkId }) {
    return onCase(context, actor, "fetch-key", caseId, async (desk) => {
      const { tx } = desk;
      await lockPartyKeys(tx, caseId);
      const links = await keyLinksOf(context, tx, caseId);
      const found = links.find((each) => each.linkId === linkId);
      if (!found) throw new Refusal("key-link.unknown");
      // Somebody else was faster: it is asked once.
      if (found.state === "asked") return { linkId };
      const { partyId, source, about } = found;
      const entryId = context.newId();
      const eventId = await desk.record({
        sideId: partyId,
        type: "key-link.asked",
        body: { keyLinkId: linkId, keyLinkEntryId: entryId, partyId },
      });
      const entry = {
        ...{ entryId, linkId, caseId, partyId, source },
        state: "asked",
        about: { ...about, problem: null },
      } as const;
      await addKeyLinkState(context, tx, entry, await keyOf(context, tx, partyId), eventId);
      await owe(context, tx, "fetch-key", { caseId, subjectId: linkId });
      return { linkId };
    });
  },
});
