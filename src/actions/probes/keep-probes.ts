/**
 * Keeps account of the probes of our ways in: which left, which came back, which channel is down. Not
 * deeds: nobody can ask for them.
 */
import { isProbeLate, type ProbeChannel, type ProbeRules } from "../../core/mail/channel-probe.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { lockProbe } from "../../store/probes/reader.ts";
import {
  saveCame,
  saveDown,
  saveLeft,
  saveOutage,
  settleAsProbe,
} from "../../store/probes/writer.ts";

const actor: Actor = { kind: "system", task: "probe-channels" };

/** Notes a probe before it leaves, and gives the token that it carries. */
export async function beginProbe(context: Context, channel: ProbeChannel): Promise<string> {
  const token = Buffer.from(context.randomBytes(32)).toString("hex");
  const tokenHash = hashOf(context, token);
  await context.transaction(actor, (tx) => saveLeft(tx, channel, { tokenHash, at: context.now() }));
  return token;
}

/**
 * Whether a mail is the probe that its channel waits for. One that is spent, too old, or of another
 * mailbox is mail like any other.
 */
export async function settleProbe(
  context: Context,
  mail: { readonly inboxId: string; readonly channel: ProbeChannel; readonly token: string },
): Promise<boolean> {
  const { inboxId, channel, token } = mail;
  return context.transaction(actor, async (tx) => {
    const row = await lockProbe(tx, channel);
    if (!row?.tokenHash?.equals(hashOf(context, token))) return false;
    const at = context.now();
    await saveCame(tx, channel, { at, tookMs: Math.max(0, +at - +row.sentAt) });
    await settleAsProbe(tx, inboxId);
    if (row.downSince) {
      await saveOutage(tx, channel, { beganAt: row.downSince, endedAt: at });
      const since = row.downSince.toISOString();
      const subjectId = await appendHouseEvent(context, tx, {
        type: "channel.back",
        body: { channel, since },
      });
      await owe(context, tx, "tell-of-channel", { subjectId });
    }
    return true;
  });
}

/** Records that a channel is down, once; true where that is news. */
export async function judgeProbe(
  context: Context,
  channel: ProbeChannel,
  rules: ProbeRules,
): Promise<boolean> {
  return context.transaction(actor, async (tx) => {
    const row = await lockProbe(tx, channel);
    if (!row || row.downSince) return false;
    const { sentAt, downSince } = row;
    const state = { sentAt, downSince, pending: row.tokenHash !== null };
    if (!isProbeLate(state, rules, context.now())) return false;
    await saveDown(tx, channel, sentAt);
    const subjectId = await appendHouseEvent(context, tx, {
      type: "channel.down",
      body: { channel, since: sentAt.toISOString() },
    });
    await owe(context, tx, "tell-of-channel", { subjectId });
    return true;
  });
}

function hashOf(context: Context, token: string): Buffer {
  return context.masterKey.hash("probe-token", Buffer.from(token));
}
