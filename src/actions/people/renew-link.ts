/**
 * Makes a new set-up link for somebody who lost theirs, or every factor. For an account in use it
 * waits for a second administrator or a day, and all concerned are told: no administrator comes into
 * an account in silence. Until it is used, everything that signs the person in stays as it was.
 */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { maySecond, renewalTerms } from "../../core/people/renewal-rules.ts";
import { Refusal } from "../../core/refusal.ts";
import { administrators, lockAccount } from "../../store/people/account-reader.ts";
import { defineAction } from "../action.ts";
import { personField } from "./account-input.ts";
import { makeLink } from "./make-link.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { recordAndTell } from "./tell-person.ts";

export const renewLink = defineAction({
  deed: "renew-link",
  title: "New set-up link",
  summary:
    "Makes a new one-time link; for an account in use it waits for a second administrator or a day.",
  path: "/people/{personId}/link",
  input: z.object({ personId: personField }),
  async run(context, actor, { personId }) {
    permit(actor, "renew-link");
    const askedBy = colleagueOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      const account = await lockAccount(context, tx, personId);
      if (!account || account.disabledAt) throw new Refusal("person.unknown");
      const asked = { personId, askedBy, askedAt: context.now() };
      const others = (await administrators(tx)).filter((each) => maySecond(each, asked));
      const { setUp } = account;
      const terms = renewalTerms({ setUp, others: others.length, now: context.now() });
      const linkId = context.newId();
      const body = { personId, by: askedBy, linkId, needsSecond: terms.needsSecond };
      await recordAndTell(context, tx, { type: "person.link-renewed", body });
      const renewal = { ...terms, linkId, askedBy };
      const made = await makeLink(context, tx, personId, "set-up", setUp ? renewal : undefined);
      return {
        ...made,
        linkId,
        needsSecond: terms.needsSecond,
        usableFrom: terms.usableFrom.toISOString(),
      };
    });
  },
});
