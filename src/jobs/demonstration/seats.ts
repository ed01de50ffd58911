/** Opens the demonstration's seats: makes their accounts, and a link for each. */
import { type SeatName, seatList, signInNameOf } from "../../actions/demonstration/seat-list.ts";
import { openSeat } from "../../actions/people/open-seat.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { StaffRole } from "../../core/people/roles.ts";
import { isOfPsirtTeam, psirtTeam } from "../../core/people/teams.ts";
import type { Context } from "../../store/context.ts";

export type Staff = Extract<Actor, { kind: "staff" }>;

/** A seat with the link that opens it. */
export interface Seat {
  /** Who sits there, in words. */
  readonly role: string;
  /** Opens the seat as often as one likes until it ends; a newer link ends it. */
  readonly link: string;
}

const system: Actor = { kind: "system", task: "seed-demonstration" };

/** Makes the accounts that are missing and a new link for each, in the order of the list. */
export async function openSeats(
  context: Context,
): Promise<{ seats: Seat[]; staff: Readonly<Record<SeatName, Staff>> }> {
  const opened = [];
  for (const { seat, name, roles } of seatList) {
    const account = { name, signInName: signInNameOf(seat), roles: [...roles] };
    const { personId, link } = await openSeat.run(context, system, account);
    opened.push({ seat, name, link, staff: actorOf(personId, name, roles) });
  }
  return {
    seats: opened.map(({ name, link }) => ({ role: name, link })),
    staff: Object.fromEntries(opened.map(({ seat, staff }) => [seat, staff])) as Record<
      SeatName,
      Staff
    >,
  };
}

function actorOf(id: string, name: string, roles: readonly StaffRole[]): Staff {
  return { kind: "staff", id, name, roles, groupIds: isOfPsirtTeam(roles) ? [psirtTeam] : [] };
}
