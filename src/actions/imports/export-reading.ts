/** How a person says what the columns of an export are: the fields of a form, and the reading they make. */
import { z } from "zod";
import {
  type ExportReading,
  exportFields,
  exportSites,
} from "../../core/imports/export-columns.ts";
import type { ExportTold } from "../../core/imports/export-told.ts";
import { dateOrders, isZone } from "../../core/imports/written-instant.ts";
import { writtenNamesMax } from "../../core/imports/written-rows.ts";

const columnName = z.string().trim().min(1).max(100);

const saidTwice = "says of two columns that they are the same";

const zoneNeeded = "Write a zone such as Europe/Paris, or UTC.";

export const readingInput = {
  site: z.enum(exportSites).default("other").meta({ title: "Where the reports lie" }),
  siteName: z.string().trim().max(40).nullable().default(null).meta({
    title: "What people call that site",
  }),
  columns: z
    .array(
      z.object({
        field: z.enum(exportFields).meta({ title: "What it is" }),
        name: columnName.meta({ title: "The column's name in the file" }),
      }),
    )
    .max(exportFields.length)
    .refine((said) => new Set(said.map(({ field }) => field)).size === said.length, saidTwice)
    .default([])
    .meta({ title: "Columns", description: "Left out, a platform is known by its columns." }),
  more: z
    .array(columnName)
    .max(writtenNamesMax)
    .default([])
    .meta({ title: "Columns that are added to the description" }),
  answered: z.enum(["there", "here"]).default("there").meta({ title: "Where they are answered" }),
  dateOrder: z.enum(dateOrders).default("year-first").meta({ title: "How days are written" }),
  zone: z
    .string()
    .trim()
    .max(60)
    .regex(/^[\w+/-]+$/, zoneNeeded)
    .refine(isZone, zoneNeeded)
    .default("UTC")
    .meta({ title: "Zone of times that name none" }),
  leaveOut: z
    .array(z.string().trim().max(80))
    .max(30)
    .default([])
    .meta({ title: "States that are left out" }),
};

type Said = z.output<z.ZodObject<typeof readingInput>>;

export function readingOf(said: Said): ExportReading {
  const { site, siteName, columns, more, answered, dateOrder, zone, leaveOut } = said;
  return {
    site,
    siteName: site === "other" ? siteName || null : null,
    columns: Object.fromEntries(columns.map(({ field, name }) => [field, name])),
    more,
    answered,
    dates: { order: dateOrder, zone },
    leaveOut,
  };
}

/** The rows are still to be read. */
export function toldBySomebody(reading: ExportReading): ExportTold {
  return { reading, names: [], preview: [], states: [], leftOut: 0, moved: [] };
}
