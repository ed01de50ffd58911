/** Ends a new set-up link before it is used: by the person it is for, or by any administrator. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { isPermitted, permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { openLink, refuseLinkOf } from "../../store/people/link-writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { recordAndTell } from "./tell-person.ts";

export const refuseLink = defineAction({
  deed: "refuse-link",
  title: "Refuse the link",
  summary: "Ends a new set-up link for your account, or as an administrator for anybody's.",
  path: "/links/{linkId}/refusal",
  input: z.object({ linkId: z.uuid().meta({ title: "Link" }) }),
  async run(context, actor, { linkId }) {
    permit(actor, "refuse-link");
    const by = staffIdOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      const now = context.now();
      const open = await openLink(tx, linkId, now);
      const mayRefuse = open && (open.personId === by || isPermitted(actor, "confirm-link"));
      // Somebody else's link and none at all look the same.
      if (!mayRefuse) throw new Refusal("person.link-unknown");
      await refuseLinkOf(tx, linkId, now);
      const body = { personId: open.personId, by, linkId };
      await recordAndTell(context, tx, { type: "person.link-refused", body });
      return { linkId, personId: open.personId };
    });
  },
});
