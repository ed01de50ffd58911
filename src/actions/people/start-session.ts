/** Starts a session: 128 random bits for the browser, their keyed hash for us. */
import { linkTokenOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { sessionHash } from "../../store/people/session-reader.ts";
import { absoluteMs, insertSession } from "../../store/people/session-writer.ts";
import type { Tx } from "../../store/transaction.ts";

/** How somebody came in. */
export type WayIn =
  | "password"
  | "recovery-code"
  | "passkey"
  | "single-sign-on"
  | "set-up"
  | "link"
  | "seat";

export interface NewSession {
  readonly personId: string;
  readonly way: WayIn;
  /** Browser and system in words. */
  readonly device?: string | undefined;
}

export async function startSession(
  context: Context,
  tx: Tx,
  { personId, way, device = "" }: NewSession,
): Promise<string> {
  const token = linkTokenOf(context.randomBytes(16));
  const steppedUpAt = provedAt(way, context.now());
  const hash = sessionHash(context, token);
  await insertSession(context, tx, { hash, personId, device, steppedUpAt });
  await appendHouseEvent(context, tx, { type: "session.started", body: { personId, way } });
  return token;
}

/**
 * Signing in with two factors is the proof that dangerous deeds ask for. A recovery code and somebody
 * else's word (single sign-on) are not. Behind a seat of the demonstration stands nobody who could
 * prove anything: it counts as proved as long as its session can last.
 */
function provedAt(way: WayIn, now: Date): Date | null {
  if (way === "seat" || way === "link") return new Date(now.getTime() + absoluteMs);
  return way === "recovery-code" || way === "single-sign-on" ? null : now;
}
