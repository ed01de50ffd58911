/** A moment that has been, as forms and programs say it: older than any PSIRT it is a mistyped year. */
import { z } from "zod";

const earliest = new Date("2000-01-01T00:00:00Z");

/** An instant in ISO 8601 with its zone, from the year 2000 on. What lies ahead each deed refuses itself. */
export const momentField = z.iso
  .datetime({ offset: true })
  .refine((at) => !(new Date(at) < earliest), "lies before the year 2000");
