/**
 * Records that a promise is due soon, or, once, that its time has passed without its being kept.
 * Decides by the clock as it then stands: whoever was faster leaves nothing to record.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { alarmNow, nextAlarmAt } from "../../core/clocks/alarms.ts";
import { alarmedClock } from "../../store/clocks/overdue-reader.ts";
import type { Context } from "../../store/context.ts";
import { exceptionsOf } from "../../store/events/reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { wakeForEntity } from "../duty/wake-for-entity.ts";
import { type Desk, onCase } from "../on-case.ts";

/** Of a promise that the policy makes no more only the due time is left. */
const noTerms = { warnHoursBefore: [] };

export const alarmClock = defineAction({
  deed: "alarm-clock",
  title: "Alarm about a clock",
  summary: "Records that a promise is due soon or overdue.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    clockId: z.uuid().meta({ title: "Clock" }),
  }),
  async run(context, actor, of) {
    return onCase(context, actor, "alarm-clock", of.caseId, async (desk) => {
      const now = context.now();
      const found = await alarmedClock(desk.tx, of, now);
      if (!found) return { alarmed: false };
      const { clock, alarmAt } = found;
      const terms = desk.policy.promises[clock.promise] ?? noTerms;
      const said = alarmNow(clock, terms, { alarmAt, now });
      if (!said) return { alarmed: false };
      const { clockId, promise, owedTo, subjectId, dueAt } = clock;
      const { type, ...warning } = said;
      const about = { clockId, promise, owedTo, subjectId, dueAt: dueAt?.toISOString() ?? null };
      const eventId = await desk.record({
        sideId: staffSide,
        type,
        body: { ...about, ...warning },
      });
      const spoken =
        type === "clock.overdue"
          ? { alarmed_at: now, next_alarm_at: null }
          : { warned_at: now, next_alarm_at: nextAlarmAt(clock, terms, now) ?? null };
      const change = { ...spoken, last_event_id: eventId };
      await updateState(context, desk.tx, "clocks", { clock_id: clockId }, change);
      await followAlarm(context, desk, { type, promise, dueAt, eventId });
      return { alarmed: true };
    });
  },
});

interface Alarm {
  readonly type: string;
  readonly promise: string;
  readonly dueAt: Date | null;
  readonly eventId: string;
}

/** What an alarm brings with it besides the record. */
async function followAlarm(
  context: Context,
  desk: Desk,
  { type, promise, dueAt, eventId }: Alarm,
): Promise<void> {
  const { caseId } = desk.head;
  // A warning about what we wait for is a reminder to whom we wait for (ALU-07).
  if (type === "clock.warned" && promise === "waiting-for-reporter") {
    await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
  }
  if (type !== "clock.overdue") return;
  if (promise === "exception-end" && dueAt) await expireException(desk, dueAt);
  if (promise === "entity-accepts") await wakeForEntity(context, desk);
}

/** Its day has passed and nobody decided anew: what it had put off is owed again since then (ALE-64). */
async function expireException({ tx, head, record }: Desk, on: Date): Promise<void> {
  const { caseId } = head;
  const exceptions = await exceptionsOf(tx, caseId);
  if (exceptions.length === 0) return;
  const body = { happenedAt: on.toISOString(), subjectId: caseId, towards: "staff", exceptions };
  const type = "exception.expired";
  await record({ sideId: staffSide, type, body, subjectId: caseId, happenedAt: on, exceptions });
}
