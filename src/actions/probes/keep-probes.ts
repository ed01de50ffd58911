/**
 * Keeps account of the probes of our ways in: which left, which came back, which channel is down. Not
 * deeds: nobody can ask for them.
 */
import type { Actor } from "../../core/people/actor.ts";
import {
  isProbeLate,
  overtakenDays,
  type ProbeChannel,
  type ProbeRules,
} from "../../core/probes/channel-probe.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { lockProbe } from "../../store/probes/reader.ts";
import {
  forgetOtherChannels,
  forgetOvertaken,
  saveCame,
  saveDown,
  saveLeft,
  saveOutage,
  saveRefused,
  settleAsProbe,
  spendToken,
} from "../../store/probes/writer.ts";
import type { Tx } from "../../store/transaction.ts";

const actor: Actor = { kind: "system", task: "probe-channels" };

/** Notes a probe before it leaves, and gives the token that it carries. */
export async function beginProbe(context: Context, channel: ProbeChannel): Promise<string> {
  const token = Buffer.from(context.randomBytes(32)).toString("hex");
  const tokenHash = hashOf(context, token);
  const at = context.now();
  await context.transaction(actor, async (tx) => {
    await saveLeft(tx, channel, { tokenHash, at });
    await forgetOvertaken(tx, new Date(+at - overtakenDays * 86_400_000));
  });
  return token;
}

/** Forgets how channels stood that the settings no longer have, or no longer probe. */
export async function keepChannels(
  context: Context,
  channels: readonly ProbeChannel[],
): Promise<void> {
  await context.transaction(actor, (tx) => forgetOtherChannels(tx, channels));
}

/** Notes that the way in said at once that it did not take the probe: the next turn tries again. */
export async function noteRefused(
  context: Context,
  channel: ProbeChannel,
  token: string,
): Promise<void> {
  await context.transaction(actor, (tx) => saveRefused(tx, channel, hashOf(context, token)));
}

/**
 * Whether what came in is a probe of ours: then nothing is made of it. Its channel works where it is
 * the newest and came by the way that it was sent; one that is overtaken or went astray proves
 * nothing. A token that is forged or spent makes a report like any other.
 */
export async function settleProbe(
  context: Context,
  came: { readonly inboxId: string; readonly channel: ProbeChannel; readonly token: string },
): Promise<boolean> {
  const { inboxId, channel, token } = came;
  return context.transaction(actor, async (tx) => {
    const spent = await spendToken(tx, hashOf(context, token));
    if (!spent) return false;
    await settleAsProbe(tx, inboxId);
    if (spent.newest && spent.channel === channel) await noteBack(context, tx, channel);
    return true;
  });
}

async function noteBack(context: Context, tx: Tx, channel: ProbeChannel): Promise<void> {
  const row = await lockProbe(tx, channel);
  if (!row) return;
  const at = context.now();
  await saveCame(tx, channel, { at, tookMs: Math.max(0, +at - +row.sentAt) });
  if (!row.downSince) return;
  await saveOutage(tx, channel, { beganAt: row.downSince, endedAt: at });
  await tell(context, tx, "channel.back", { channel, since: row.downSince });
}

/** Records that a channel is down, once; true where that is news. */
export async function judgeProbe(
  context: Context,
  channel: ProbeChannel,
  rules: ProbeRules,
): Promise<boolean> {
  return context.transaction(actor, async (tx) => {
    const row = await lockProbe(tx, channel);
    if (!row?.awaitedSince || row.downSince) return false;
    if (!isProbeLate(row, rules, context.now())) return false;
    await saveDown(tx, channel, row.awaitedSince);
    await tell(context, tx, "channel.down", { channel, since: row.awaitedSince });
    return true;
  });
}

async function tell(
  context: Context,
  tx: Tx,
  type: "channel.back" | "channel.down",
  { channel, since }: { channel: ProbeChannel; since: Date },
): Promise<void> {
  const body = { channel, since: since.toISOString() };
  const subjectId = await appendHouseEvent(context, tx, { type, body });
  await owe(context, tx, "tell-of-channel", { subjectId });
}

function hashOf(context: Context, token: string): Buffer {
  return context.masterKey.hash("probe-token", Buffer.from(token));
}
