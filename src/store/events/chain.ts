/** The chain of one stream: each event's MAC covers the event and the MAC before it. Pure. */
import { createHash, createHmac, createSecretKey } from "node:crypto";
import { canonicalJson } from "../../lib/canonical-json.ts";

export interface ChainedEvent {
  readonly eventId: string;
  readonly streamId: string;
  readonly caseId: string | null;
  readonly sideId: string;
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly body: string;
  readonly textSealed: Uint8Array | null;
  readonly prevMac: Uint8Array;
}

/** What stands before the first event of a stream. */
export const chainStart = Buffer.alloc(32);

export function macOf(key: Uint8Array, event: ChainedEvent): Buffer {
  const text = event.textSealed
    ? createHash("sha256").update(event.textSealed).digest("hex")
    : null;
  const covered = canonicalJson([
    event.streamId,
    event.seq,
    event.eventId,
    event.caseId,
    event.sideId,
    event.type,
    event.at.toISOString(),
    event.actorKind,
    event.actorId,
    event.body,
    text,
  ]);
  return createHmac("sha256", createSecretKey(key)).update(event.prevMac).update(covered).digest();
}
