/** Adds a recurring rota: who takes turns on call, in which order, handing over at which wall time. */
import { z } from "zod";
import { endOf, mustHaveRoom, mustNotAddSelf } from "../../core/duty/rota-rules.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { runningRotas } from "../../store/duty/rota-reader.ts";
import { insertPattern } from "../../store/duty/rota-writer.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { dayField, mustBePeople, peopleField, timeField, zoneField } from "./rota-input.ts";

const unitDays = { days: 1, weeks: 7 } as const;

export const addRotaPattern = defineAction({
  deed: "add-rota-pattern",
  title: "Add rota",
  summary: "Adds a recurring rota: colleagues who take turns on call, in order.",
  path: "/rota-patterns",
  input: z.object({
    teamId: z.uuid().optional().meta({
      title: "Team",
      description: "Woken for the cases that this team is on. Left empty: for every case.",
    }),
    line: z.int().min(1).max(9).default(1).meta({
      title: "Line",
      description: "Line 1 is woken first, and the next where nobody took the case in time.",
    }),
    people: peopleField.meta({
      title: "Who takes turns",
      description: "In this order, round and round.",
    }),
    turnLength: z.int().min(1).max(52).default(1).meta({ title: "Length of a turn" }),
    turnUnit: z
      .enum(["days", "weeks"])
      .default("weeks")
      .meta({ title: "Counted in", words: { days: "Days", weeks: "Weeks" } }),
    startsOn: dayField.meta({ title: "First day" }),
    handOverAt: timeField.default("09:00").meta({
      title: "Hand-over at",
      description: "On the clocks of the time zone, summer and winter, such as 09:00.",
    }),
    zone: zoneField.meta({ title: "Time zone" }),
    endsOn: dayField.optional().meta({
      title: "Last day",
      description: "It ends at that day's hand-over. Left empty: until somebody ends it.",
    }),
    hoursFrom: timeField.optional().meta({
      title: "Only from",
      description: "Such as 18:00. Left empty: at any hour.",
    }),
    hoursUntil: timeField.optional().meta({
      title: "Only until",
      description: "Such as 08:00, which is then on the next morning.",
    }),
    weekends: z.coerce.boolean().default(false).meta({
      title: "All of Saturday and Sunday",
      description: "Beside the hours above; without them, on weekends alone.",
    }),
  }),
  async run(context, actor, given) {
    permit(actor, "add-rota-pattern");
    const by = staffIdOf(actor);
    const people = given.people.map(({ personId }) => personId);
    mustNotAddSelf(people, by);
    const order = { startsOn: given.startsOn, people };
    const { line, zone, handOverAt, weekends, teamId = null, endsOn, turnLength } = given;
    const times = { zone, handOverAt, orders: [order] };
    const pattern = {
      ...{ teamId, line, zone, handOverAt, weekends, setBy: by, order },
      turnDays: turnLength * unitDays[given.turnUnit],
      hours: hoursOf(given.hoursFrom, given.hoursUntil),
      endsAt: endsOn === undefined ? null : endOf(times, endsOn, context.now()),
    };
    return asKeeperOfPeople(context, async (tx) => {
      await mustBePeople(tx, people, teamId);
      mustHaveRoom(await runningRotas(tx, context.now()));
      const patternId = await insertPattern(context, tx, pattern);
      const { order: first, setBy: _, endsAt, ...facts } = pattern;
      const body = { patternId, ...facts, ...first, endsAt: endsAt?.toISOString() ?? null, by };
      await appendHouseEvent(context, tx, { type: "rota.added", body });
      return { patternId };
    });
  },
});

/** Refuses with rota.hours one of the two alone, or both alike. */
function hoursOf(from: string | undefined, until: string | undefined) {
  if (from === undefined && until === undefined) return null;
  if (from === undefined || until === undefined || from === until) throw new Refusal("rota.hours");
  return { from, until };
}
