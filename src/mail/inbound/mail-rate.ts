/**
 * Slows a mail bomb: each source may hand over so many mails within a time, what comes above is asked
 * to come later. Nothing is dropped: the sender's server keeps it.
 */

export interface MailRate {
  /** Counts one more of that source; false where it is one too many. */
  mayPass(source: string, now: number): boolean;
}

/** So many sources are remembered; beyond that the oldest are forgotten. */
const sourcesMax = 10_000;

export function mailRate(mailsMax: number, withinMs: number): MailRate {
  const seen = new Map<string, { since: number; count: number }>();
  return {
    mayPass(source, now) {
      const known = seen.get(source);
      const fresh = !known || now - known.since >= withinMs;
      const entry = fresh ? { since: now, count: 1 } : { ...known, count: known.count + 1 };
      // Put last again, so that the first of the map is always the one that began longest ago.
      if (fresh) seen.delete(source);
      seen.set(source, entry);
      for (const oldest of seen.keys()) {
        if (seen.size <= sourcesMax) break;
        seen.delete(oldest);
      }
      return entry.count <= mailsMax;
    },
  };
}

/** One network of IPv6 is one source: whoever has a /64 has more addresses than there are mails. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const zeros =
    tail === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ""))
    .join(":");
}
