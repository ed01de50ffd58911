/**
 * Takes one of the demonstration's seats, as whoever opens the demonstration's page may. Its
 * accounts have no password; elsewhere there are none, and this refuses as if it did not exist.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { accountByName } from "../../store/people/account-reader.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { startSession } from "../people/start-session.ts";
import { type SeatName, seatList, signInNameOf } from "./seat-list.ts";

const seats = seatList.map(({ seat }) => seat) as [SeatName, ...SeatName[]];

export const takeSeat = defineAction({
  deed: "take-seat",
  title: "Take this seat",
  summary: "Signs in to a seat of the demonstration.",
  path: null,
  input: z.object({ seat: z.enum(seats).meta({ title: "Seat" }) }),
  async run(context, actor, { seat }) {
    permit(actor, "take-seat");
    if (!context.demonstration) throw new Refusal("access.not-found");
    return asKeeperOfPeople(context, async (tx) => {
      const account = await accountByName(context, tx, signInNameOf(seat));
      // An account that somebody set up is theirs: it is no seat any more.
      if (!account || account.setUp || account.disabledAt) {
        throw new Refusal("access.not-found");
      }
      return {
        session: await startSession(context, tx, { personId: account.personId, way: "seat" }),
      };
    });
  },
});
