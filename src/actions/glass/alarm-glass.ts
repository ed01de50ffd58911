/**
 * Records who was alarmed that the glass of a case was broken, or that somebody asks to break one, and
 * who could not be reached by mail: what one attempt to tell them came to.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { alarmSoFar } from "../../store/glass/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

const people = z.array(z.uuid());

const input = z.object({
  caseId: z.uuid().nullable().meta({ title: "Case, or none for a wish" }),
  about: z.uuid().meta({ title: "Event that is told of" }),
  told: people.meta({ title: "Told by mail, this time" }),
  waiting: people.meta({ title: "To be told once their mail server answers" }),
  unreached: people.meta({ title: "Without a mail address, or refused" }),
});

export const alarmGlass = defineAction({
  deed: "alarm-glass",
  title: "Alarm about a broken glass",
  summary: "Records who was told that the glass of a case was broken.",
  path: null,
  input,
  async run(context, actor, alarm) {
    const { caseId } = alarm;
    if (caseId === null) return ofHouse(context, actor, alarm);
    return onCase(context, actor, "alarm-glass", caseId, async (desk) => {
      if (await isOver(desk.tx, alarm)) return { alarmed: false };
      await desk.record({ sideId: staffSide, type: "glass.alarmed", body: bodyOf(alarm) });
      return { alarmed: true };
    });
  },
});

type Alarm = z.infer<typeof input>;

async function ofHouse(context: Context, actor: Actor, alarm: Alarm) {
  permit(actor, "alarm-glass");
  return context.transaction(actor, async (tx) => {
    if (await isOver(tx, alarm)) return { alarmed: false };
    await appendHouseEvent(context, tx, { type: "glass.alarmed", body: bodyOf(alarm) });
    return { alarmed: true };
  });
}

async function isOver(tx: Tx, { caseId, about: eventId }: Alarm): Promise<boolean> {
  return (await alarmSoFar(tx, { caseId, eventId })).settled;
}

function bodyOf({ about, told, waiting, unreached }: Alarm) {
  return { about, told: told.length, people: told, waiting, unreached };
}
