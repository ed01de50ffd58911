/**
 * Records that somebody of ours was refused: what they tried, on which case, and why not. Done
 * before the answer goes out and in a transaction of its own, since the refused one is gone. Costs the
 * same for a case that is there and one that is not.
 */
import type { Actor } from "../../core/people/actor.ts";
import type { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { caseNamed } from "../../store/access/case-named-reader.ts";
import type { Context } from "../../store/context.ts";
import { recordAccess } from "./record-access.ts";

const recordedCodes: ReadonlySet<string> = new Set([
  "access.not-found",
  "access.not-permitted",
  "access.step-up",
  "token.scope",
]);

/** Refusals on record; one that passes two places is recorded once. */
const recorded = new WeakSet<Refusal>();

const reference = /^[A-Za-z]{1,12}-\d{4}-\d{1,8}$/;

export interface Tried {
  /** The route or the deed: a name of ours, never what was sent. */
  readonly what: string;
  /** The case's reference or id, as it was sent. */
  readonly on?: unknown;
}

/** Nothing for strangers, and for refusals that are not of access. */
export async function recordRefusal(
  context: Context,
  actor: Actor,
  refusal: Refusal,
  { what, on }: Tried,
): Promise<void> {
  if (actor.kind !== "staff" || !recordedCodes.has(refusal.code) || recorded.has(refusal)) return;
  recorded.add(refusal);
  const tried = typeof on === "string" && (isUuid(on) || reference.test(on)) ? on : null;
  const caseId = await context.transaction({ kind: "system", task: "record-access" }, (tx) =>
    caseNamed(tx, tried ?? ""),
  );
  const body = { code: refusal.code, ...(tried ? { tried } : {}) };
  await recordAccess(context, actor, { kind: "refused", what, caseId, body });
}
