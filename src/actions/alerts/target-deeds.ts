/** Says where alarms of duty go besides the mailbox of whoever is woken: adds, tests, changes, ends. */
import { z } from "zod";
import { type AlertSecrets, formerSecretHours, standsStill } from "../../core/duty/alert.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { linkTokenOf } from "../../lib/secret-code.ts";
import { countTargets, lockAlert } from "../../store/alerts/reader.ts";
import {
  changeTarget,
  endTarget as end,
  insertTarget,
  oweAlert,
  settleAlert,
} from "../../store/alerts/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { mustSpeakForHouse, onTarget } from "./alert-target.ts";

/** More of one's own, or of the house, are a mistake. */
const targetsMax = 10;

const isWebAddress = (text: string) => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text);
const isMailAddress = (text: string) => z.email().safeParse(text).success;

const target = z.uuid().meta({ title: "Where alarms go" });

export const addAlertTarget = defineAction({
  deed: "add-alert-target",
  title: "Add",
  summary: "Says where further alarms of duty go: a mailbox, or a webhook of a chat room or pager.",
  path: "/alert-targets",
  input: z.object({
    whose: z.enum(["me", "house"], "Say whose alarms go there.").meta({
      title: "Whose alarms",
      words: { me: "Mine", house: "The house’s: every alarm of duty" },
    }),
    address: z
      .string()
      .trim()
      .max(2_000)
      .min(3, "Write an address that begins with https://, or a mail address.")
      .meta({
        title: "Address",
        description: "A webhook (https://…) of a chat room or pager, or a mail address.",
      }),
    only: z
      .enum(["all", "urgent"])
      .default("all")
      .meta({
        title: "Which",
        words: { all: "Every alarm", urgent: "Only what wakes somebody" },
      }),
  }),
  async run(context, actor, { whose, address, only }) {
    permit(actor, "add-alert-target");
    const addedBy = staffIdOf(actor);
    if (whose === "house") mustSpeakForHouse(actor, "add-alert-target");
    if (!isWebAddress(address) && !isMailAddress(address)) throw new Refusal("alert.address");
    const personId = whose === "house" ? null : addedBy;
    const kind = isWebAddress(address) ? ("webhook" as const) : ("mail" as const);
    const secret = kind === "webhook" ? newSecret(context) : undefined;
    return asKeeperOfPeople(context, async (tx) => {
      if ((await countTargets(tx, personId)) >= targetsMax) {
        throw new Refusal("alert.too-many", { count: targetsMax });
      }
      const words = { address, ...(secret ? { secret } : {}) };
      const made = { personId, kind, urgentOnly: only === "urgent", words, addedBy };
      const targetId = await insertTarget(context, tx, made);
      const body = { targetId, kind, personId, by: addedBy };
      await appendHouseEvent(context, tx, { type: "alert-target.added", body });
      return { targetId, secret: secret ?? null };
    });
  },
});

export const endAlertTarget = defineAction({
  deed: "end-alert-target",
  title: "Remove",
  summary: "Sends no more alarms to a mailbox or webhook.",
  path: "/alert-targets/{targetId}/end",
  input: z.object({ targetId: target }),
  async run(context, actor, { targetId }) {
    const deed = "end-alert-target";
    return onTarget(context, actor, { deed, targetId }, async (tx) => {
      await end(context, tx, targetId);
      const body = { targetId, by: staffIdOf(actor) };
      await appendHouseEvent(context, tx, { type: "alert-target.ended", body });
      return { targetId };
    });
  },
});

export const renewAlertSecret = defineAction({
  deed: "renew-alert-secret",
  title: "New secret",
  summary: "Gives a webhook a new secret; the one before signs as well for a day.",
  path: "/alert-targets/{targetId}/secret",
  input: z.object({ targetId: target }),
  async run(context, actor, { targetId }) {
    const deed = "renew-alert-secret";
    return onTarget(context, actor, { deed, targetId }, async (tx, { kind, words }) => {
      if (kind !== "webhook" || !words.secret) throw new Refusal("alert.no-secret");
      const secret = newSecret(context);
      const until = new Date(+context.now() + formerSecretHours * 3_600_000).toISOString();
      const renewed: AlertSecrets = { secret, former: { secret: words.secret, until } };
      await changeTarget(context, tx, targetId, { ...words, ...renewed });
      const body = { targetId, by: staffIdOf(actor) };
      await appendHouseEvent(context, tx, { type: "alert-target.secret-renewed", body });
      return { targetId, secret };
    });
  },
});

export const testAlertTarget = defineAction({
  deed: "test-alert-target",
  title: "Send a test",
  summary: "Sends an alarm that says it is a test.",
  path: "/alert-targets/{targetId}/test",
  input: z.object({ targetId: target }),
  async run(context, actor, { targetId }) {
    const deed = "test-alert-target";
    return onTarget(context, actor, { deed, targetId }, async (tx) => {
      await oweAlert(context, tx, { targetId, eventId: null, caseId: null });
      return { targetId };
    });
  },
});

export const retryAlert = defineAction({
  deed: "retry-alert",
  title: "Try again",
  summary: "Sends an alarm again that never got there.",
  path: "/alert-targets/{targetId}/alerts/{alertId}/retry",
  input: z.object({ targetId: target, alertId: z.uuid().meta({ title: "Alarm" }) }),
  async run(context, actor, { targetId, alertId }) {
    const deed = "retry-alert";
    return onTarget(context, actor, { deed, targetId }, async (tx) => {
      const alert = await lockAlert(tx, alertId);
      if (alert?.targetId !== targetId) throw new Refusal("alert.unknown");
      if (alert.state !== "failed" && !standsStill(alert, context.now())) {
        throw new Refusal("alert.not-lost");
      }
      await settleAlert(context, tx, alertId, { state: "owed", tries: 0, failure: null });
      await owe(context, tx, "send-alert", { subjectId: alertId });
      return { alertId };
    });
  },
});

/** 128 random bits, in letters and digits. */
function newSecret(context: Context): string {
  return linkTokenOf(context.randomBytes(16));
}
