/** A day as forms and programs say it. A form that is left half-typed says the year 0002, and none says 0000. */
import { z } from "zod";

const problem = "is not a day, such as 2026-03-31";

/** YYYY-MM-DD, from the year 1000 on: what a date of the database holds and a file says again. */
export const dayField = z.iso.date(problem).refine((day) => day >= "1000-01-01", problem);
