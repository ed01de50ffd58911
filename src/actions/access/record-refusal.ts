/**
 * Records that somebody whom we know was refused: what they tried, on which case, and why not. Done
 * before the answer goes out and in a transaction of its own, since the refused one is gone. Costs the
 * same for a case that is there and one that is not.
 */
import { oneReadingMs } from "../../core/access/access-event.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { caseNamed } from "../../store/access/case-named-reader.ts";
import type { Context } from "../../store/context.ts";
import { recordAccess } from "./record-access.ts";

const recordedCodes: ReadonlySet<string> = new Set([
  "access.not-permitted",
  "access.step-up",
  "person.like-another",
  "person.look-alike",
  "person.name-taken",
  "token.scope",
]);

/** What is refused for who asks, and what is not there for them: an id of another case is not told from a wrong one. */
export function isOnRecord(refusal: Refusal): boolean {
  return recordedCodes.has(refusal.code) || refusal.status === 404;
}

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
  tried: Tried,
): Promise<void> {
  if (!isOnRecord(refusal) || recorded.has(refusal)) return;
  recorded.add(refusal);
  const { code } = refusal;
  if (actor.kind === "staff") await recordColleague(context, actor, code, tried);
  if (actor.kind !== "outsider" || !isNew(context, `${actor.id} ${tried.what} ${code}`)) return;
  const { caseId } = actor;
  // A party is on one case: whatever it named, it asked from there.
  const access = { kind: "refused", what: tried.what, caseId, body: { code } } as const;
  await recordAccess(context, actor, access);
}

async function recordColleague(
  context: Context,
  actor: Actor,
  code: string,
  { what, on }: Tried,
): Promise<void> {
  const tried = typeof on === "string" && (isUuid(on) || reference.test(on)) ? on : null;
  const caseId = await context.transaction({ kind: "system", task: "record-access" }, (tx) =>
    caseNamed(tx, tried ?? ""),
  );
  const body = { code, ...(tried ? { tried } : {}) };
  await recordAccess(context, actor, { kind: "refused", what, caseId, body });
}

const toldByContext = new WeakMap<Context, Map<string, number>>();
const toldMax = 20_000;

/** The same party refused the same thing is one line in ten minutes, however often it asks. */
function isNew(context: Context, what: string): boolean {
  const told = toldByContext.get(context) ?? new Map<string, number>();
  toldByContext.set(context, told);
  const now = context.now().getTime();
  if (now - (told.get(what) ?? Number.NEGATIVE_INFINITY) < oneReadingMs) return false;
  if (told.size >= toldMax) told.clear();
  told.set(what, now);
  return true;
}
