/** The schema of the settings on how reports come in. */
import { z } from "zod";
import { reportFields, requiredReportFields } from "../../core/policy/report-form.ts";
import { knowsHolidaysOf } from "../../lib/holidays.ts";
import { languages, paragraphs, requirements, text, timeOfDay } from "./schema-parts.ts";
import { isTimeZone } from "./time-zone.ts";

const officeHours = z
  .strictObject({
    zone: z
      .string()
      .refine(isTimeZone, "is not a time zone such as Europe/Paris")
      .describe("IANA time zone in which the team works and days are counted."),
    holidays: z
      .string()
      .refine(knowsHolidaysOf, "is no country whose public holidays are known, such as FR or DE-BY")
      .describe("Country or subdivision whose public holidays are no working days."),
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .describe("Working weekdays: 1 is Monday, 7 is Sunday."),
    opens: timeOfDay,
    closes: timeOfDay,
  })
  .refine((hours) => hours.opens < hours.closes, {
    path: ["closes"],
    message: "is not later than opens",
  });

export const channels = z.strictObject({
  reportAddress: z.email("is not an e-mail address").describe("The one address for reports."),
  reportUrlPath: z
    .string()
    .regex(/^\/[a-z0-9/-]*$/, "is not a path such as /report")
    .describe("Path of the report form on our site."),
  languagesPreferred: languages.describe("Languages that people should write in if they can."),
  languagesAccepted: languages.describe("Languages that are read as well."),
  officeHours,
  plainReplies: z
    .enum(["never", "if-reporter-wrote-plain"])
    .describe("When a reply with content may go out unencrypted (X-13)."),
  says: paragraphs,
  requirements,
});

export const liveIncident = z.strictObject({
  text: text.describe("What somebody is told whose network is under attack right now."),
  channels: z
    .array(
      z.strictObject({
        region: text,
        product: text.optional(),
        name: text,
        contact: z.string().min(1),
      }),
    )
    .min(1)
    .describe("Support channels, by region and where needed by product."),
  raisesExploitationCheck: z
    .boolean()
    .describe("Whether the redirect still asks if a product's vulnerability was used (X-08)."),
  requirements,
});

export const reportForm = z.strictObject({
  fields: z
    .array(z.enum(reportFields))
    .refine((fields) => requiredReportFields.every((field) => fields.includes(field)), {
      message: `leaves out one of ${requiredReportFields.join(", ")}, which every form has`,
    })
    .describe("The fields shown, in this order; only e-mail, product, description are required."),
  receiptCode: z
    .boolean()
    .describe("Whether a report may come without e-mail, answered through a receipt code."),
  requirements,
});

export const reporterUndertakings = z.strictObject({
  strength: z
    .enum(["asked", "informed", "accepted"])
    .describe("What reporters are: asked, informed, or made to accept (X-02)."),
  version: z.string().min(1).describe("Version of the list, stored with every report."),
  must: z.array(text).default([]),
  mustNot: z.array(text).default([]),
  requirements,
});
