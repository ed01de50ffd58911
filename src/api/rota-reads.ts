/** The question who is on call: now, and in the coming four weeks, by the same rule as alarms and pages. */
import { z } from "zod";
import { gapsOf, onCallAt, shiftsOf } from "../core/duty/rota.ts";
import { plannedFrom } from "../core/duty/rota-rules.ts";
import { permit } from "../core/people/permit.ts";
import { rotaOf } from "../store/duty/rota-reader.ts";
import { defineRead, instant } from "./read.ts";

const onDuty = {
  line: z.int(),
  teamId: z.uuid().nullable().meta({ description: "Null: for the whole house." }),
  patternId: z.uuid().nullable().meta({ description: "Null: a single shift." }),
};
const span = { from: instant, until: instant };

export const readRota = defineRead({
  id: "read-on-call",
  path: "/on-call",
  summary: "Who is on call now and in the coming four weeks, the rotas, and when nobody is.",
  open: false,
  query: z.object({}),
  answer: z.object({
    now: z.array(z.object({ ...onDuty, personId: z.uuid() })),
    shifts: z.array(
      z.object({
        ...onDuty,
        ...span,
        personId: z.uuid().nullable().meta({ description: "Null: all of the order are gone." }),
        skipped: z
          .uuid()
          .nullable()
          .meta({ description: "Whose turn it would be: they are gone." }),
        onCallId: z.uuid().nullable().meta({ description: "Of a single shift or a cover." }),
      }),
    ),
    gaps: z.array(z.object({ teamId: onDuty.teamId, ...span })),
    patterns: z.array(
      z.object({
        patternId: z.uuid(),
        teamId: onDuty.teamId,
        line: z.int(),
        zone: z.string(),
        handOverAt: z.string(),
        turnDays: z.int(),
        hours: z.object({ from: z.string(), until: z.string() }).nullable(),
        weekends: z.boolean(),
        endsAt: instant.nullable(),
        orders: z.array(z.object({ startsOn: z.iso.date(), people: z.array(z.uuid()) })),
        away: z.array(z.uuid()),
        setBy: z.uuid(),
        setAt: instant,
        changedAt: instant,
      }),
    ),
  }),
  async run(context, { actor }) {
    permit(actor, "hand-over");
    const now = context.now();
    const within = plannedFrom(now);
    const rota = await context.transaction(actor, (tx) => rotaOf(tx, within));
    return {
      now: onCallAt(rota, now),
      shifts: shiftsOf(rota, within).map(inJson),
      gaps: gapsOf(rota, within).map(inJson),
      patterns: rota.patterns.map(({ endsAt, setAt, changedAt, orders, away, ...rest }) => ({
        ...rest,
        orders: orders.map(({ startsOn, people }) => ({ startsOn, people: [...people] })),
        away: [...away],
        endsAt: endsAt?.toISOString() ?? null,
        setAt: setAt.toISOString(),
        changedAt: changedAt.toISOString(),
      })),
    };
  },
});

function inJson<T extends { from: Date; until: Date }>({ from, until, ...rest }: T) {
  return { ...rest, from: from.toISOString(), until: until.toISOString() };
}
