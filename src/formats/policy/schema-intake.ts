/** The schema of the settings on how reports come in. */
import { z } from "zod";
import { contentKinds } from "../../core/mail/may-leave.ts";
import { reportFields, requiredReportFields } from "../../core/policy/report-form.ts";
import { knowsHolidaysOf } from "../../lib/holidays.ts";
import { languages, paragraphs, requirements, text, timeOfDay } from "./schema-parts.ts";
import { isTimeZone } from "./time-zone.ts";

const officeHours = z
  .strictObject({
    zone: z.string().refine(isTimeZone, "is not a time zone such as Europe/Paris"),
    holidays: z
      .string()
      .refine(
        knowsHolidaysOf,
        "is no country whose public holidays are known, such as FR or DE-BY",
      ),
    weekdays: z.array(z.int().min(1).max(7)).min(1),
    opens: timeOfDay,
    closes: timeOfDay,
  })
  .refine((hours) => hours.opens < hours.closes, {
    path: ["closes"],
    message: "is not later than opens",
  });

export const channels = z.strictObject({
  reportAddress: z.email("is not an e-mail address"),
  reportUrlPath: z.string().regex(/^\/[a-z0-9/-]*$/, "is not a path such as /report"),
  languagesPreferred: languages,
  languagesAccepted: languages,
  officeHours,
  plainReplies: z.enum(["never", "if-reporter-wrote-plain"]),
  plainKinds: z.array(z.enum(contentKinds)).default(["talk", "decision"]),
  trayAlarmMinutes: z.int().min(5).max(10_080).default(240),
  keyPublishedAt: z
    .array(z.url({ protocol: /^https$/, error: "is not an https address" }))
    .max(20)
    .default([]),
  says: paragraphs,
  requirements,
});

export const liveIncident = z.strictObject({
  text,
  channels: z
    .array(
      z.strictObject({
        region: text,
        product: text.optional(),
        name: text,
        contact: z.string().min(1),
      }),
    )
    .min(1),
  raisesExploitationCheck: z.boolean(),
  requirements,
});

export const reportForm = z.strictObject({
  fields: z
    .array(z.enum(reportFields))
    .refine((fields) => requiredReportFields.every((field) => fields.includes(field)), {
      message: `leaves out one of ${requiredReportFields.join(", ")}, which every form has`,
    }),
  receiptCode: z.boolean(),
  requirements,
});

export const reporterUndertakings = z.strictObject({
  strength: z.enum(["asked", "informed", "accepted"]),
  version: z.string().min(1),
  must: z.array(text).default([]),
  mustNot: z.array(text).default([]),
  requirements,
});
