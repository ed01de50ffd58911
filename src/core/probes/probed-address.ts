/**
 * Which mail entries one probe is for: those of one address, since nobody outside can write to one of
 * its folders. The first names the channel; whichever sees the probe shows that mail to it arrives.
 */
import type { MailChannel } from "./channel-probe.ts";

/** A listener's address, or a folder of a mailbox that is read. */
export interface MailEntry {
  readonly channel: MailChannel;
  readonly address: string;
  /** Not so in shadow mode, where a probe would come into somebody else's tool; it may be seen there. */
  readonly probed: boolean;
}

export interface ProbedAddress {
  readonly channel: MailChannel;
  readonly address: string;
  readonly seenBy: readonly MailChannel[];
}

/** In the order of the entries. */
export function probedAddresses(entries: readonly MailEntry[]): ProbedAddress[] {
  const isSame = (one: MailEntry, other: MailEntry) =>
    one.address.toLowerCase() === other.address.toLowerCase();
  const probed = entries.filter((each) => each.probed);
  const first = probed.filter((each, at) => probed.findIndex((one) => isSame(one, each)) === at);
  return first.map((each) => ({
    channel: each.channel,
    address: each.address,
    seenBy: entries.filter((other) => isSame(other, each)).map(({ channel }) => channel),
  }));
}
