/** Finds a follow-up of a case, of a root cause or of a talk. */
import { Refusal } from "../../core/refusal.ts";
import type { FollowUp } from "../../core/root-causes/root-cause.ts";
import { callsOf } from "../../store/calls/reader.ts";
import type { Context } from "../../store/context.ts";
import { rootCausesOf } from "../../store/root-causes/reader.ts";
import type { Desk } from "../on-case.ts";

/** Refuses with follow-up.unknown. */
export async function followUpOf(
  context: Context,
  { tx, head }: Pick<Desk, "tx" | "head">,
  followUpId: string,
): Promise<FollowUp> {
  const causes = await rootCausesOf(context, tx, head.caseId);
  const calls = await callsOf(context, tx, head.caseId);
  const found = [
    ...causes.flatMap(({ followUp }) => followUp ?? []),
    ...calls.flatMap(({ followUps }) => followUps),
  ].find((each) => each.followUpId === followUpId);
  if (!found) throw new Refusal("follow-up.unknown");
  return found;
}
