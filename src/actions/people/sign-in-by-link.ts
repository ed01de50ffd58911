/** Takes a seat of the demonstration by its link, as often as one likes until it ends. Elsewhere there are no such links. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { accountOfLink, linkHash } from "../../store/people/account-reader.ts";
import { defineAction } from "../action.ts";
import { deviceField } from "./account-input.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { startSession } from "./start-session.ts";

export const signInByLink = defineAction({
  deed: "sign-in-by-link",
  title: "Take this seat",
  summary: "Signs in by a seat's link, in a demonstration only.",
  path: null,
  input: z.object({ token: z.string().max(64).meta({ title: "Link" }), device: deviceField }),
  async run(context, actor, { token, device }) {
    permit(actor, "sign-in-by-link");
    if (!context.demonstration) throw new Refusal("sign-in.link-over");
    return asKeeperOfPeople(context, async (tx) => {
      const link = { hash: linkHash(context, token), purpose: "sign-in" } as const;
      const account = await accountOfLink(context, tx, link);
      // An account that somebody set up is theirs: it is no seat any more.
      if (!account || account.setUp) throw new Refusal("sign-in.link-over");
      return {
        session: await startSession(context, tx, {
          personId: account.personId,
          way: "link",
          device,
        }),
      };
    });
  },
});
