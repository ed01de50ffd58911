/** Makes an API token of one's own: scoped, expiring, shown once. It can never do more than its person. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { type Deed, deeds, ruleOf } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import { staffRoles } from "../../core/people/roles.ts";
import { Refusal } from "../../core/refusal.ts";
import { linkTokenOf } from "../../lib/secret-code.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { apiTokenHash } from "../../store/people/token-reader.ts";
import { insertToken } from "../../store/people/token-writer.ts";
import { defineAction } from "../action.ts";
import { isSeat } from "./own-account.ts";

const day = 86_400_000;

/** Deeds with which a token could outlive or widen itself. */
const ofSessions: readonly string[] = [
  "make-token",
  "revoke-token",
  "keep-session",
  "end-session",
  "end-other-sessions",
];

const byStaff = (Object.keys(deeds) as Deed[]).filter(
  (deed) =>
    !ofSessions.includes(deed) &&
    // Nobody stands behind a token who could prove once more that it is them.
    !ruleOf(deed).stepUp &&
    ruleOf(deed).by.some((role) => staffRoles.some((r) => r === role)),
);

/** What a token may be for: reading, and each deed of staff. */
const scopes = ["read", ...byStaff] as const;

export const makeToken = defineAction({
  deed: "make-token",
  title: "Make token",
  summary: "Makes an API token of your own. It is shown once and stored as a hash.",
  path: "/tokens",
  input: z.object({
    label: z
      .string()
      .trim()
      .min(1, "Say what the token is for.")
      .max(60)
      .meta({ title: "What it is for", description: "Not a place for secrets." }),
    scopes: z
      .array(z.enum(scopes))
      .min(1, "Choose what it may do.")
      .max(scopes.length)
      .meta({ title: "What it may do", description: "Never more than you may yourself." }),
    days: z.coerce
      .number()
      .int()
      .min(1)
      .max(365)
      .default(90)
      .meta({ title: "Days until it expires" }),
  }),
  async run(context, actor, input) {
    permit(actor, "make-token");
    const personId = staffIdOf(actor);
    // Whoever takes a seat for a minute must not carry a way in away that lasts a year.
    if (await isSeat(context, personId)) throw new Refusal("person.seat");
    const token = `parley_${linkTokenOf(context.randomBytes(16))}`;
    const tokenId = context.newId();
    const createdAt = context.now();
    const expiresAt = new Date(createdAt.getTime() + input.days * day);
    const allowed = [...new Set(input.scopes)].sort();
    await context.transaction(actor, async (tx) => {
      const { label } = input;
      const hash = apiTokenHash(context, token);
      await insertToken(tx, {
        tokenId,
        hash,
        personId,
        label,
        scopes: allowed,
        createdAt,
        expiresAt,
      });
      const body = { tokenId, scopes: allowed, expiresAt: expiresAt.toISOString() };
      await appendHouseEvent(context, tx, { type: "token.made", body });
    });
    return { token, tokenId, scopes: allowed, expiresAt: expiresAt.toISOString() };
  },
});
