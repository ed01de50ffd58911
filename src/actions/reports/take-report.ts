/** Takes a report from the form or the API, from anybody: no account is asked for. */
import { z } from "zod";
import { mustBeTaken } from "../../core/attachments/file-limits.ts";
import { guessLanguage } from "../../core/mail/guess-language.ts";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { type ReportField, reportFields } from "../../core/policy/report-form.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import { languageOf } from "../../core/reports/languages.ts";
import { isLive, whereToTurn } from "../../core/reports/live-answer.ts";
import { nothingOfMail } from "../../core/reports/nothing-of-mail.ts";
import { longLettersMax, shortLettersMax } from "../../core/reports/report-limits.ts";
import { answerAsChoice } from "../../core/reports/report-questions.ts";
import { mustBeAddress } from "../../core/reports/reporter-address.ts";
import { defineAction } from "../action.ts";
import { fileName } from "../attachments/file-input.ts";
import { takeArrival } from "./take-arrival.ts";

/** What the schema takes at most; the installation's own limits are asked in the deed. */
const base64Max = 35 * 1024 * 1024;

const longFields = new Set<ReportField>([
  "description",
  "exploitation",
  "impact",
  "how-found",
  "reproduction",
  "proof-of-concept",
  "affected-configurations",
  "suggested-fix",
  "already-reported",
  "publication-plan",
  "private-comments",
  "public-key",
]);

const fieldSchemas = Object.fromEntries(
  reportFields
    .filter((field) => field !== "files")
    .map((field) => [field, textField(field)] as const),
) as Record<Exclude<ReportField, "files">, ReturnType<typeof textField>>;

const input = z.object({
  ...fieldSchemas,
  product: required(
    "product",
    "Product or service",
    shortLettersMax,
    "Name the product or service.",
  ),
  description: required("description", "Description", longLettersMax, "Describe what you found."),
  answersBy: z.enum(["mail", "portal"]).default("mail").meta({
    title: "How we answer",
    description: "By mail, or only on the portal with a receipt code.",
  }),
  undertakings: z
    .string()
    .regex(/^[\w.-]{1,40}$/, "is not a version")
    .optional()
    .meta({ title: "Version of the undertakings that were shown" }),
  files: z
    .array(
      z.object({
        name: fileName,
        type: z.string().max(127),
        base64: z.base64().max(base64Max),
      }),
    )
    .max(20)
    .default([])
    .meta({ title: "Files", description: "Each base 64, within the limits of the installation." }),
  channel: z.enum(["form", "api"]).default("api").meta({ title: "Channel" }),
});

export const takeReport = defineAction({
  deed: "take-report",
  title: "Send the report",
  summary: "Takes a vulnerability report. No account is needed; the answer carries a receipt code.",
  path: "/reports",
  input,
  async run(context, actor, report) {
    permit(actor, "take-report");
    const policy = inForceAt(context.policies, context.now());
    mustBeTaken(
      context.fileLimits,
      report.files.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, "base64") })),
    );
    mustBeAnswerable(report, policy.reportForm.receiptCode);
    const arrival = arrivalOf(report);
    const taken = await takeArrival(context, report.channel, arrival);
    // Where to turn meanwhile (ALE-26); the report is taken either way.
    return isLive(arrival.fields) ? { ...taken, turnTo: whereToTurn(policy, "en") } : taken;
  },
});

function mustBeAnswerable(report: z.output<typeof input>, receiptCodes: boolean): void {
  if (report.answersBy === "portal") {
    if (!receiptCodes) throw new Refusal("report.receipt-code-off");
    return;
  }
  if (!report.email) throw new Refusal("report.no-answer-path");
  mustBeAddress(report.email);
}

function arrivalOf(report: z.output<typeof input>): Arrival {
  const { answersBy, undertakings, files, channel: _, ...rest } = report;
  const given = Object.entries(rest).filter(([, value]) => value?.trim());
  const fields = Object.fromEntries(
    given.map(([name, value]) => [name, answerAsChoice(name as ReportField, value ?? "")]),
  );
  return {
    fields,
    files,
    language: languageOfReport(report.language, report.description),
    answersBy,
    undertakings: undertakings ?? null,
    ...nothingOfMail,
  };
}

/**
 * Only a code is stored in the clear (docs/reference/sealed.md); the words stay in the report. Who names
 * none, or one that has no code, is answered in the language that they write.
 */
function languageOfReport(given: string | undefined, description: string): string {
  return languageOf(given ?? "") ?? guessLanguage(description) ?? "en";
}

function textField(field: ReportField) {
  const max = longFields.has(field) ? longLettersMax : shortLettersMax;
  return z.string().max(max, `is longer than ${max} letters`).optional().meta({ title: field });
}

function required(_field: ReportField, title: string, max: number, says: string) {
  return z
    .string(says)
    .trim()
    .min(1, says)
    .max(max, `is longer than ${max} letters`)
    .meta({ title });
}
