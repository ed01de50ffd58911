/** Asks an entity to take a case over: its teams join by a recorded rule. Part of several deeds. */
import { staffSide } from "../../core/cases/sides.ts";
import { entityRule } from "../../core/people/routing.ts";
import { addMember } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import type { ObjectKey } from "../../store/sealing/object-keys.ts";
import { teamIdsOf } from "../../store/teams/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseEvent } from "../on-case.ts";

export interface Asked {
  readonly caseId: string;
  readonly entity: string;
  /** The rule of the policy by which it is asked; null where a person did. */
  readonly rule: string | null;
  readonly addedBy: string | null;
  /** Staff of the case already, by principal id. */
  readonly members: readonly string[];
  readonly reason?: { readonly key: ObjectKey; readonly plain: string };
}

/** Returns the ids of the teams that joined. */
export async function askEntity(
  context: Context,
  tx: Tx,
  record: (event: CaseEvent) => Promise<EventId>,
  { caseId, entity, rule, addedBy, members, reason }: Asked,
): Promise<string[]> {
  await record({
    sideId: staffSide,
    type: "entity.assigned",
    body: { entity, rule },
    subjectId: caseId,
    ...(reason ? { text: reason } : {}),
  });
  const teams = await teamIdsOf(tx, { entity });
  const joining = teams.filter((teamId) => !members.includes(teamId));
  for (const principalId of joining) {
    const by = rule ?? entityRule;
    const eventId = await record({
      sideId: staffSide,
      type: "member.routed",
      body: { principalId, rule: by },
    });
    const member = { caseId, principalId, sideId: staffSide, role: "team", rule: by, addedBy };
    await addMember(context, tx, member, eventId);
  }
  return joining;
}
