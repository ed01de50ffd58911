/** Records on a case who was alarmed that its glass was broken, and who could not be reached by mail. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { isAlarmed } from "../../store/glass/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

const people = z.array(z.uuid());

export const alarmGlass = defineAction({
  deed: "alarm-glass",
  title: "Alarm about a broken glass",
  summary: "Records who was told that the glass of a case was broken.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    about: z.uuid().meta({ title: "Event that is told of" }),
    told: people.meta({ title: "Told by mail" }),
    unreached: people.meta({ title: "Without a mail address, or refused" }),
  }),
  async run(context, actor, { caseId, about, told, unreached }) {
    return onCase(context, actor, "alarm-glass", caseId, async (desk) => {
      if (await isAlarmed(desk.tx, caseId, about)) return { alarmed: false };
      const body = { about, told: told.length, people: told, unreached };
      await desk.record({ sideId: staffSide, type: "glass.alarmed", body });
      return { alarmed: true };
    });
  },
});
