/** UUID version 7 (RFC 9562 section 5.7) from a time and random bytes that come in as arguments, and what an id looks like. */

/** Whether PostgreSQL would take the text as a uuid, in the one form that we write. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Makes ids that sort by time; within one millisecond by a counter, so that one process never goes backwards. */
export function uuid7Maker(now: () => Date, random: (bytes: number) => Uint8Array): () => string {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const ms = Math.max(now().getTime(), lastMs);
    const bytes = random(16);
    // 12 bits of counter in rand_a (method 1 of section 6.2), seeded low so that it rarely runs over.
    counter = ms === lastMs ? counter + 1 : ((bytes[6] ?? 0) << 3) & 0x7ff;
    lastMs = ms + (counter > 0xfff ? 1 : 0);
    if (counter > 0xfff) counter = 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
    view.setUint16(0, Math.floor(lastMs / 2 ** 32));
    view.setUint32(2, lastMs % 2 ** 32);
    view.setUint16(6, 0x7000 | counter);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    const hex = Buffer.from(bytes).toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

/** The lowest id that could be made in that millisecond: what comes from then on is not below it. */
export function uuid7Floor(ms: number): string {
  const hex = Math.max(ms, 0).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}
