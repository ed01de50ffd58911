/** Records, once each, that the team's own key or security.txt is about to run out, or has. */
import { z } from "zod";
import { houseAlarms, houseClocks } from "../../core/clocks/house-clocks.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { houseAlarmsRecorded } from "../../store/clocks/house-reader.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";

const date = z.iso.datetime();
const instant = (value: string | null) => (value === null ? null : new Date(value));

export const alarmHouse = defineAction({
  deed: "alarm-house",
  title: "Alarm about the house",
  summary: "Records that the published key or security.txt runs out.",
  path: null,
  input: z.object({
    keys: z
      .array(
        z.object({
          fingerprint: z.string().max(64).meta({ title: "Fingerprint" }),
          expiresAt: date.meta({ title: "When it runs out" }),
        }),
      )
      .max(100)
      .meta({ title: "Published keys that run out" }),
    securityTxtExpiresAt: date.nullable().meta({ title: "When the security.txt expires" }),
  }),
  async run(context, actor, input) {
    permit(actor, "alarm-house");
    const now = context.now();
    const clocks = houseClocks(
      inForceAt(context.policies, now),
      {
        keys: input.keys.map((key) => ({ ...key, expiresAt: new Date(key.expiresAt) })),
        securityTxtExpiresAt: instant(input.securityTxtExpiresAt),
      },
      now,
    );
    return context.transaction(actor, async (tx) => {
      const alarms = houseAlarms(clocks, await houseAlarmsRecorded(tx), now);
      for (const { type, dueAt, ...body } of alarms) {
        await appendHouseEvent(context, tx, {
          type,
          body: { ...body, dueAt: dueAt.toISOString() },
        });
      }
      return { alarms };
    });
  },
});
