/** Starts a session: 128 random bits for the browser, their keyed hash for us. */
import { linkTokenOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { sessionHash } from "../../store/people/session-reader.ts";
import { insertSession } from "../../store/people/session-writer.ts";
import type { Tx } from "../../store/transaction.ts";

/** `way` is how they came in: "password", "recovery-code", "link" or "set-up". */
export async function startSession(
  context: Context,
  tx: Tx,
  personId: string,
  way: string,
): Promise<string> {
  const token = linkTokenOf(context.randomBytes(16));
  await insertSession(context, tx, { hash: sessionHash(context, token), personId });
  await appendHouseEvent(context, tx, { type: "session.started", body: { personId, way } });
  return token;
}
