/** A second administrator lets a new set-up link work. Never the one who asked for it, nor the person it is for. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { maySecond } from "../../core/people/renewal-rules.ts";
import { Refusal } from "../../core/refusal.ts";
import { administrators } from "../../store/people/account-reader.ts";
import { confirmLinkOf, openLink } from "../../store/people/link-writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { recordAndTell } from "./tell-person.ts";

export const confirmLink = defineAction({
  deed: "confirm-link",
  title: "Confirm the link",
  summary: "Lets a new set-up link work that another administrator asked for.",
  path: "/links/{linkId}/confirmation",
  input: z.object({ linkId: z.uuid().meta({ title: "Link" }) }),
  async run(context, actor, { linkId }) {
    permit(actor, "confirm-link");
    const by = staffIdOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      const now = context.now();
      const open = await openLink(tx, linkId, now);
      const self = (await administrators(tx)).find(({ personId }) => personId === by);
      if (open && !(self && maySecond(self, open))) throw new Refusal("person.link-second");
      const confirmed = await confirmLinkOf(tx, { linkId, by, now });
      if (!confirmed) throw new Refusal("person.link-unknown");
      const { personId } = confirmed;
      const body = { personId, by, linkId };
      await recordAndTell(context, tx, { type: "person.link-confirmed", body });
      return { linkId, personId };
    });
  },
});
