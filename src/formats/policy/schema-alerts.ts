/** The schema of a policy's settings on alarms of cases that nobody takes. What each means its type says. */
import { z } from "zod";
import { requirements } from "./schema-parts.ts";

const minutes = z.int().min(1).max(10_080);
const hours = z.int().min(1).max(8_784);

export const alerts = z
  .strictObject({
    urgentMinutes: minutes.default(30),
    bySeverity: z.record(z.string(), minutes).default({}),
    nextMinutes: minutes.default(15),
    unownedHours: hours.default(24),
    unansweredHours: hours.default(72),
    requirements,
  })
  .default({
    urgentMinutes: 30,
    bySeverity: {},
    nextMinutes: 15,
    unownedHours: 24,
    unansweredHours: 72,
    requirements: [],
  });
