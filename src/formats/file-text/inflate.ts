/** Inflates within a bound. What grows a thousandfold is no document. */
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { Unread } from "../../core/identity/scan-names.ts";

const ratioMax = 1_000;
const smallest = 1024 * 1024;

/** The bytes, or why there are none. */
export function inflatedWithin(
  bytes: Uint8Array,
  bytesMax: number,
  how: "zlib" | "raw" | "gzip",
): Uint8Array | Unread {
  const most = Math.max(1, Math.min(bytesMax, Math.max(smallest, bytes.length * ratioMax)));
  const inflate = { zlib: inflateSync, raw: inflateRawSync, gzip: gunzipSync }[how];
  try {
    return inflate(bytes, { maxOutputLength: most });
  } catch (error) {
    return (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "damaged";
  }
}
