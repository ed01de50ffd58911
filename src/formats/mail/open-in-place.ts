/**
 * Opens large encrypted data in the memory that it lies in: a second copy of what may be tens of
 * megabytes is never made. Gives no byte of what was altered on its way.
 */
import type { SessionKey } from "openpgp";
import { openAead } from "./open-aead.ts";
import { openCfb } from "./open-cfb.ts";
import { frameAt, joinBody } from "./packet-frames.ts";
import { packetTags } from "./session-key-packets.ts";

/**
 * The packets inside, which then lie in `message`. Null where it is not such a message from its first to
 * its last byte: then it is untouched. Throws AlteredMessage where the check fails; `message` is spent.
 */
export function openInPlace(message: Buffer, sessionKey: SessionKey): Buffer | null {
  const frame = frameAt(message, 0);
  if (!frame || frame.end !== message.length) return null;
  const { bodyAt, length } = frame;
  const head = message.subarray(bodyAt, bodyAt + Math.min(length, headBytes));
  const open =
    frame.tag === packetTags.protected && head[0] === 1
      ? openCfb(length, sessionKey)
      : openAead(frame.tag, head, length, sessionKey);
  return open ? open(joinBody(message, frame)) : null;
}

/** Versions, settings, salts; of a body in pieces they lie in the first one. */
const headBytes = 64;
