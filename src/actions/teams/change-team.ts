/** The frame of deeds that change who belongs to a team: permit, who may change this one, record why. */
import { type Actor, colleagueOf, staffIdOf } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import { mayChangeTeam } from "../../core/people/team-rules.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { teamOf } from "../../store/teams/reader.ts";
import { keyOfTeam } from "../../store/teams/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";

export interface TeamDeed {
  readonly deed: Deed;
  readonly event: "team.member-added" | "team.member-removed";
  readonly teamId: string;
  readonly personId: string;
  readonly reason: string;
}

/** `change` says whether anything was changed; where nothing was, nothing is recorded. */
export async function onTeam(
  context: Context,
  actor: Actor,
  { deed, event, teamId, personId, reason }: TeamDeed,
  change: (tx: Tx) => Promise<boolean>,
): Promise<{ teamId: string; personId: string }> {
  permit(actor, deed);
  return asKeeperOfPeople(context, async (tx) => {
    const team = await teamOf(tx, teamId);
    if (!team) throw new Refusal("team.unknown");
    const changer = { id: staffIdOf(actor), roles: actor.kind === "staff" ? actor.roles : [] };
    mayChangeTeam(
      changer,
      team.members.map((member) => member.personId),
    );
    const key = await keyOfTeam(context, tx, teamId);
    if (await change(tx)) {
      const body = { teamId, personId, by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: event, body, text: { key, plain: reason } });
    }
    return { teamId, personId };
  });
}
