/** Records who of ours was told that a mail did not arrive: what one attempt to tell them came to. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { alarmSoFar } from "../../store/glass/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

const people = z.array(z.uuid());

export const alarmDelivery = defineAction({
  deed: "alarm-delivery",
  title: "Alarm about a mail",
  summary: "Records who was told that a mail did not arrive.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    about: z.uuid().meta({ title: "Event that is told of" }),
    told: people.meta({ title: "Told by mail, this time" }),
    waiting: people.meta({ title: "To be told once their mail server answers" }),
    unreached: people.meta({ title: "Without a mail address, or refused" }),
  }),
  async run(context, actor, { caseId, about, told, waiting, unreached }) {
    return onCase(context, actor, "alarm-delivery", caseId, async (desk) => {
      const soFar = await alarmSoFar(desk.tx, { caseId, eventId: about }, "delivery.alarmed");
      if (soFar.settled) return { alarmed: false };
      const body = { about, told: told.length, people: told, waiting, unreached };
      await desk.record({ sideId: staffSide, type: "delivery.alarmed", body });
      return { alarmed: true };
    });
  },
});
