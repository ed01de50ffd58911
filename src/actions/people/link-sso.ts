/** Links one's account to the organisation's provider, or ends that, while signed in here. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { sessionHash } from "../../store/people/session-reader.ts";
import { stepUpSession } from "../../store/people/session-writer.ts";
import { deleteSsoLinkOf, insertSsoLink, useSsoLink } from "../../store/people/sso-writer.ts";
import { defineAction } from "../action.ts";
import { keepAWayIn } from "./keep-a-way-in.ts";
import { lockOwnAccount } from "./own-account.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";
import { claimFields } from "./sign-in-by-sso.ts";
import { recordAndTell } from "./tell-person.ts";

export const linkSso = defineAction({
  deed: "link-sso",
  title: "Link the organisation's account",
  summary: "Lets the organisation's provider sign you in.",
  path: null,
  input: z.object(claimFields),
  async run(context, actor, given) {
    permit(actor, "link-sso");
    const personId = staffIdOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      await lockOwnAccount(context, tx, personId);
      if (!(await insertSsoLink(context, tx, personId, given))) throw new Refusal("sso.linked");
      await recordAndTell(context, tx, { type: "sso.linked", body: { personId } });
      return { linked: true };
    });
  },
});

export const unlinkSso = defineAction({
  deed: "unlink-sso",
  title: "End the link",
  summary: "Ends the link of your account to the organisation's provider.",
  path: "/single-sign-on/removal",
  input: z.object({}),
  async run(context, actor) {
    permit(actor, "unlink-sso");
    const personId = staffIdOf(actor);
    return asKeeperOfPeople(context, async (tx) => {
      await lockAccount(context, tx, personId);
      const linked = await deleteSsoLinkOf(tx, personId);
      await keepAWayIn(context, tx, personId);
      if (linked) await recordAndTell(context, tx, { type: "sso.unlinked", body: { personId } });
      return { linked: false };
    });
  },
});

/** Clocks of two machines may differ so much. */
const skewMs = 60_000;

export const confirmBySso = defineAction({
  deed: "confirm-person",
  title: "Confirm with the organisation's account",
  summary: "Proves that it is you by signing in once more at the organisation's provider.",
  path: null,
  input: z.object({
    ...claimFields,
    session: z.string().max(64).meta({ title: "Session" }),
    authenticatedAt: z.date().nullable().meta({ title: "When the provider last asked" }),
    beganAt: z.date().meta({ title: "When this attempt began" }),
  }),
  async run(context, actor, given) {
    permit(actor, "confirm-person");
    const personId = staffIdOf(actor);
    if (!given.secondFactor) throw new Refusal("sso.second-factor");
    // A provider that answers from an old sign-in proves nothing new.
    const isNew =
      given.authenticatedAt && given.authenticatedAt.getTime() >= given.beganAt.getTime() - skewMs;
    return asKeeperOfPeople(context, async (tx) => {
      const isTheirs = (await useSsoLink(context, tx, given)) === personId;
      const hash = sessionHash(context, given.session);
      if (!isNew || !isTheirs || !(await stepUpSession(context, tx, personId, hash))) {
        throw new Refusal("sso.refused");
      }
      const body = { personId, way: "single-sign-on" };
      await appendHouseEvent(context, tx, { type: "person.confirmed", body });
      return { confirmed: true };
    });
  },
});
