/**
 * What is done from the queue to several cases at once: the deeds of one case, each for itself. What a
 * deed can take back is taken back as long as nobody has changed it since.
 */
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { lastAssignment } from "../../store/cases/assignment-reader.ts";
import type { Context } from "../../store/context.ts";
import { perform } from "../action.ts";
import { assignCase } from "../cases/assign-case.ts";
import { changeKind } from "../cases/change-kind.ts";
import { labelCase } from "../cases/label-case.ts";
import { releaseCase } from "../cases/release-case.ts";
import { type DoneForCases, eachCase } from "../each-case.ts";
import { writeNote } from "../messages/write-note.ts";
import { suspectSeverity } from "../scoring/suspect-severity.ts";

export type ManyDeed =
  | { readonly deed: "assign"; readonly ownerId: string }
  | { readonly deed: "note"; readonly text: string }
  | { readonly deed: "label"; readonly label: string }
  | { readonly deed: "severity"; readonly band: string }
  | { readonly deed: "kind"; readonly kind: string; readonly reason: string };

export const manyDeeds = [
  "assign",
  "note",
  "label",
  "severity",
  "kind",
] as const satisfies readonly ManyDeed["deed"][];

export interface DoneMany extends DoneForCases {
  /** Of those that were done: what can be taken back. A label that a case had already stays on it. */
  readonly undo: readonly string[];
}

export async function doMany(
  context: Context,
  actor: Actor,
  caseIds: readonly string[],
  many: ManyDeed,
): Promise<DoneMany> {
  const same = new Set<string>();
  const { done, refused } = await eachCase(caseIds, async (caseId) => {
    const result = await doOne(context, actor, caseId, many);
    if ("isChanged" in result && !result.isChanged) same.add(caseId);
    return result;
  });
  const canUndo = many.deed === "assign" || many.deed === "label";
  return { done, refused, undo: canUndo ? done.filter((caseId) => !same.has(caseId)) : [] };
}

function doOne(
  context: Context,
  actor: Actor,
  caseId: string,
  { deed, ...said }: ManyDeed,
): Promise<object> {
  const input = { caseId, ...said };
  switch (deed) {
    case "assign":
      return perform(context, assignCase, actor, input);
    case "note":
      return perform(context, writeNote, actor, input);
    case "label":
      return perform(context, labelCase, actor, input);
    case "severity":
      return perform(context, suspectSeverity, actor, input);
    default:
      return perform(context, changeKind, actor, input);
  }
}

/** Takes the label off each again. */
export function takeBackLabels(
  context: Context,
  actor: Actor,
  caseIds: readonly string[],
  label: string,
): Promise<DoneForCases> {
  return eachCase(caseIds, (caseId) =>
    perform(context, labelCase, actor, { caseId, label, change: "remove" }),
  );
}

/** Gives each case back to whoever had it before the actor gave it away, or to nobody. */
export function takeBackOwners(
  context: Context,
  actor: Actor,
  caseIds: readonly string[],
): Promise<DoneForCases> {
  const own = actor.kind === "staff" ? actor.id : null;
  return eachCase(caseIds, async (caseId) => {
    const last = await context.transaction(actor, (tx) => lastAssignment(tx, caseId));
    // Somebody else's word since then stands.
    if (!last || last.actorId !== own || last.ownerId === null) {
      throw new Refusal("case.owner-changed");
    }
    if (last.before === null) return releaseCase.run(context, actor, { caseId });
    return assignCase.run(context, actor, { caseId, ownerId: last.before });
  });
}
