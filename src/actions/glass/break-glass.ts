/**
 * Opens a case that one is not on, where waiting would do harm: alone for whoever is on call, where
 * the policy says so; else a lead confirms it first, and until then nothing is looked up.
 */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { glassTries, hoursGiven, isTooMany, opensAlone } from "../../core/people/break-glass.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { isOnCall } from "../../store/duty/rota-reader.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockGlassTries, stoppedSince, triesSince } from "../../store/glass/reader.ts";
import { insertGlassRequest } from "../../store/glass/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { recordAccess } from "../access/record-access.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { reasonField } from "../people/reason-field.ts";
import { type Opened, openGlass, type Wish } from "./open-glass.ts";

const hour = 3_600_000;
/** How long a second person has. Whoever asks is in a hurry; an old wish must not open a case later. */
const answerHours = 24;

type Answer = { state: "open" | "asked"; reference: string; until: string };

export const breakGlass = defineAction({
  deed: "break-glass",
  title: "Break the glass",
  summary:
    "Opens a case that you are not on, for some hours, with a reason; or asks a lead to confirm it.",
  path: "/break-glass",
  input: z.object({
    reference: z
      .string()
      .trim()
      .min(1, "Give the reference of the case.")
      .max(60)
      .meta({ title: "Reference of the case", description: "Such as PSIRT-2026-0007." }),
    reason: reasonField(
      "Why it cannot wait",
      "Say why it cannot wait.",
      "Owner and leads of the case read it at once, and it stays in the history of the case for ever.",
    ),
    hours: z.coerce.number().int().min(1).max(168).optional().meta({
      title: "For how many hours?",
      description: "Left empty, or above it: as long as the policy allows.",
    }),
  }),
  async run(context, actor, { reference, reason, hours: asked }): Promise<Answer> {
    permit(actor, "break-glass");
    const personId = staffIdOf(actor);
    const policy = inForceAt(context.policies, context.now());
    const hours = hoursGiven(policy, asked);
    const wish = { reference, reason, hours, personId, confirmedBy: null };
    const done = await asKeeperOfPeople(context, async (tx) => {
      const tries = await triesOf(context, tx, personId);
      if (isTooMany(tries)) return stop(context, tx, { personId, tries });
      const alone = opensAlone(policy, await isOnCall(tx, personId, context.now()));
      return alone ? openAlone(context, tx, wish) : ask(context, tx, wish);
    });
    if ("stopped" in done) {
      throw new Refusal("glass.too-many", { count: done.stopped, hours: glassTries.hours });
    }
    if ("state" in done) return done;
    if (done.opened) {
      await recordAccess(context, actor, {
        kind: "glass.broken",
        what: "case",
        caseId: done.caseId,
      });
      return { state: "open", reference: done.reference, until: done.expiresAt.toISOString() };
    }
    throw new Refusal(done.because === "member" ? "glass.member" : "access.not-found");
  },
});

/** Counted one after another, so that a volley of tries is counted as well. */
async function triesOf(context: Context, tx: Tx, personId: string): Promise<number> {
  await lockGlassTries(tx, personId);
  return triesSince(tx, personId, windowStart(context));
}

function windowStart(context: Context): Date {
  return new Date(context.now().getTime() - glassTries.hours * hour);
}

/** One alarm of all leads, however often the person goes on trying. */
async function stop(
  context: Context,
  tx: Tx,
  { personId, tries }: { personId: string; tries: number },
): Promise<{ stopped: number }> {
  const known = await stoppedSince(tx, windowStart(context));
  if (!known.some((each) => each.personId === personId)) {
    const body = { by: personId, tries };
    const eventId = await appendHouseEvent(context, tx, { type: "glass.stopped", body });
    await owe(context, tx, "alarm-glass", { subjectId: eventId });
  }
  return { stopped: tries };
}

/** A miss is on record too: whoever is on call cannot try references in silence. */
async function openAlone(context: Context, tx: Tx, wish: Wish): Promise<Opened> {
  const done = await openGlass(context, tx, wish);
  if (!done.opened) {
    const body = { by: wish.personId, because: done.because };
    await appendHouseEvent(context, tx, { type: "glass.missed", body });
  }
  return done;
}

async function ask(context: Context, tx: Tx, wish: Wish): Promise<Answer> {
  const { reference, reason, hours, personId: askedBy } = wish;
  const lapsesAt = new Date(context.now().getTime() + answerHours * hour);
  const request = { askedBy, lapsesAt, hours, reference, reason };
  const requestId = await insertGlassRequest(context, tx, request);
  const body = { requestId, by: askedBy, lapsesAt: lapsesAt.toISOString() };
  const eventId = await appendHouseEvent(context, tx, { type: "glass.asked", body });
  await owe(context, tx, "alarm-glass", { subjectId: eventId });
  return { state: "asked", reference, until: lapsesAt.toISOString() };
}
