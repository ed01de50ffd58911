/**
 * Tries each way in as a stranger would use it: a mail by our mail server, the report form, the API. Says
 * in events and log which channel is down. What becomes of a probe is settled where reports are read.
 */
import {
  beginProbe,
  judgeProbe,
  keepChannels,
  noteRefused,
} from "../../actions/probes/keep-probes.ts";
import { isProbeDue, type MailChannel, type ProbeRules } from "../../core/probes/channel-probe.ts";
import { type ProbeRow, probeRows } from "../../store/probes/reader.ts";
import type { TaskContext } from "../task-context.ts";
import { mailProbe } from "./mail-probe.ts";
import { type SiteToProbe, siteProbe } from "./site-probe.ts";

const system = { kind: "system", task: "probe-channels" } as const;

interface MailToProbe {
  readonly channel: MailChannel;
  /** Null for the report address of the policy in force. */
  readonly address: string | null;
}

export type ChannelToProbe = MailToProbe | SiteToProbe;

export type Probing = Pick<TaskContext, "context" | "mailReader" | "transport" | "log"> & {
  /** Ends the wait for a site that does not answer. */
  readonly ends?: AbortSignal | undefined;
};

/** Returns for how many channels it is news that they are down. */
export async function probeChannels(
  on: Probing,
  channels: readonly ChannelToProbe[],
  rules: ProbeRules,
): Promise<number> {
  const { context, log } = on;
  await keepChannels(
    context,
    channels.map(({ channel }) => channel),
  );
  let news = 0;
  for (const each of channels) {
    const { channel } = each;
    if (await judgeProbe(context, channel, rules)) {
      log.error({ channel }, "a way in is down: its probe did not come back in time");
      news += 1;
    }
    const row = (await context.transaction(system, probeRows)).find(
      (found) => found.channel === channel,
    );
    if (isProbeDue(row, rules, context.now())) await sendProbe(on, each, row);
  }
  return news;
}

/** A channel that does not take it is told to be down later, as one that loses it is. */
export async function sendProbe(on: Probing, to: ChannelToProbe, before?: ProbeRow): Promise<void> {
  const { context, log } = on;
  // Noted first: a process that dies in between awaits a probe that never left, and says so.
  const token = await beginProbe(context, to.channel);
  if (!("site" in to)) return mailProbe(on, to, token);
  const why = await siteProbe(on, to, token);
  if (why === null) return;
  await noteRefused(context, to.channel, token);
  // It is tried each minute from now on: said once.
  const say = before?.refused ? log.debug : log.warn;
  say.call(log, { channel: to.channel, why }, "a way in did not take its probe");
}
