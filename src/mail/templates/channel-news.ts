/**
 * Tells administrators and leads that a way in is down, or works again. Holds nothing of any report.
 */
import { channelName } from "../../core/probes/channel-probe.ts";
import { dateText, type Letter } from "./letter.ts";

export interface ChannelNewsFacts {
  readonly teamName: string;
  readonly what: ChannelNews;
  /** As it is kept. */
  readonly channel: string;
  /** When the first probe left that did not come back. */
  readonly since: Date;
  readonly at: Date;
  readonly zone: string;
  /** Where the channels are shown. */
  readonly page: string;
}

export type ChannelNews = "channel.down" | "channel.back";

export function isChannelNews(type: string): type is ChannelNews {
  return type === "channel.down" || type === "channel.back";
}

export function channelNews(facts: ChannelNewsFacts): Letter {
  const { teamName, what, since, at, zone, page } = facts;
  const channel = channelName(facts.channel);
  const isDown = what === "channel.down";
  const subject = isDown ? "A way in for reports is down" : "A way in for reports works again";
  const text = [
    "Hello,",
    isDown
      ? `the probe that left for the channel "${channel}" on ${dateText(since, zone)} has not come back. What strangers send by it may not reach us.`
      : `the channel "${channel}" was down since ${dateText(since, zone)}; on ${dateText(at, zone)} a probe came back by it. What was sent meanwhile may still arrive; what came back to its senders will not.`,
    isDown
      ? `Until a probe comes back, one leaves again and again. What to look at, and how it stands:\n${page}`
      : `How it stands:\n${page}`,
    `-- \n${teamName}`,
  ].join("\n\n");
  return { subject, outerSubject: subject, text: `${text}\n` };
}
